import { existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'

/** The name of the variable that marks every process of a run. */
export const markName = 'PIPEGEN_RUN'

/** Sends a signal to a whole group of processes, if there is one. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal)
  } catch {
    // It has ended.
  }
}

/** Ends at once all processes that carry the mark of a run, also those that left the group of their step; none is older than `since`. */
export function killMarked(id: string, since: number | undefined): void {
  for (let round = 0; round < 5; round++) {
    const now = newestProcess()
    // Most processes of a machine are older. Where the numbers began anew, no number says so.
    const younger =
      since === undefined || now === undefined || now < since ? pids() : pids().filter((pid) => pid > since)
    const found = younger.filter((pid) => isMarked(pid, `${id}.`))
    if (found.length === 0) return
    for (const pid of found) kill(pid, 'SIGKILL')
  }
}

/** The newest process of this system, as far as it tells; undefined: it does not. */
export function newestProcess(): number | undefined {
  try {
    // Asked for each job: opened once, it is quicker.
    load ??= openSync('/proc/loadavg', 'r')
    const text = bytes.toString('latin1', 0, readSync(load, bytes, 0, bytes.length, 0))
    return Number(text.slice(text.lastIndexOf(' ') + 1))
  } catch {
    return undefined
  }
}

let load: number | undefined
const bytes = Buffer.alloc(128)

/** The processes that began after one, and not after another, and carry a mark: what a job of that mark has left running. */
export function markedBetween(oldest: number, newest: number, id: string): readonly number[] {
  const few = newest >= oldest && newest - oldest < 300
  const asked = few ? Array.from({ length: newest - oldest }, (_, index) => oldest + 1 + index) : pids()
  return asked.filter((pid) => isMarked(pid, id))
}

/** Sends a signal to a process, if there still is one. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended by itself.
  }
}

// Where the system does not show environments, no process is known to carry a mark.
function isMarked(pid: number, id: string): boolean {
  // Most have ended, and to be told so by an error takes its time.
  const file = `/proc/${pid}/environ`
  if (!existsSync(file)) return false
  try {
    // While a process becomes another program it shows no environment at all, as one that has ended does for good.
    for (let turn = 0; turn < 1000; turn++) {
      const environment = readFileSync(file, 'utf8')
      if (environment !== '') return `\0${environment}`.includes(`\0${markName}=${id}`)
      if (!isRunning(pid)) return false
    }
  } catch {
    // It has ended, or it is somebody else's.
  }
  return false
}

// Threads of the system have no environment either, and no memory.
function isRunning(pid: number): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ', 2)
  return state !== 'Z' && state !== 'X' && parent !== '2' && parent !== '0'
}

function pids(): readonly number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && pid !== process.pid)
  } catch {
    return []
  }
}
