import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// It has a command `timeout` whose minutes are three seconds.
const quick = fileURLToPath(new URL('quick', import.meta.url))

/** What runs in a container that stands for itself on this machine. */
export interface ContainerRun {
  readonly command: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Where its output goes, behind what is there. */
  readonly log: string
  /** Milliseconds that it has; no limit where it is not said. */
  readonly limit?: number
}

/**
 * Runs a command as a container does: it reads nothing, its end is the end of all that it started, and nothing of this
 * machine's environment is seen but where programs lie. Gives the exit code; 143 where it ran out of time.
 */
export function runContainer({ command, cwd, env, log, limit = 40_000 }: ContainerRun): number {
  const [program = '', ...args] = command
  const output = openSync(log, 'a')
  try {
    // Known to the process, though not to the types of it.
    const apart = { detached: true }
    const { status, pid } = spawnSync(program, args, {
      ...apart,
      cwd,
      env: { PATH: `${quick}:${process.env.PATH}`, LANG: 'C.UTF-8', ...env },
      stdio: ['ignore', output, output],
      timeout: limit,
      killSignal: 'SIGTERM',
    })
    endSession(pid)
    return status ?? 143
  } finally {
    closeSync(output)
  }
}

// All processes of a session, also those of other groups in it, as the command `timeout` makes one.
function endSession(session: number): void {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const text = readFileSync(join('/proc', name, 'stat'), 'latin1')
      if (Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[3]) === session) process.kill(Number(name), 'SIGKILL')
    } catch {
      // It has ended meanwhile.
    }
  }
}
