import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** The folders of a run: all that it writes lies in them, but for caches and what is asked for. */
export interface RunFolder {
  /** What jobs work on. */
  readonly path: string
  /** Small things: the files of steps, pipes, secrets. In memory, where the system has a place for that. */
  readonly control: string
  /** Marks the processes of the run in their environment. */
  readonly id: string
}

/** How the folders of runs are called: with the process that made them, and when it began. */
export const folderName = /^pipegen-run-(\d+)-(\d+)-\w+$/

/** Where folders of runs are made. */
export function runPlaces(temporary: string): readonly string[] {
  return process.platform === 'linux' ? [temporary, '/dev/shm'] : [temporary]
}

/** Makes the folders of a run. */
export function makeRunFolder(temporary: string): RunFolder {
  const path = mkdtempSync(join(temporary, `pipegen-run-${process.pid}-${startOf(process.pid)}-`))
  const control = inMemory(basename(path)) ?? join(path, 'control')
  mkdirSync(join(control, 'lanes'), { recursive: true })
  return { path, control, id: `${process.pid}-${path.slice(path.lastIndexOf('-') + 1)}` }
}

function inMemory(name: string): string | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    mkdirSync(`/dev/shm/${name}`, { mode: 0o700 })
    return `/dev/shm/${name}`
  } catch {
    return undefined
  }
}

/** When a process began, in the clock of the system; 0 where that cannot be known, undefined where there is no such process. */
export function startOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name of the program comes second and may hold anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[19])
  } catch {
    return isAlive(pid) ? 0 : undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
