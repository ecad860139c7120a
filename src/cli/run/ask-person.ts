import { isatty } from 'node:tty'
import { textOf } from '../../features/jobs.ts'
import type { Job } from '../../ir.ts'
import type { Io } from '../command.ts'

/** Who agrees to deployments. */
export interface Asking {
  /** Names of environments and jobs that are agreed to; `*` means all. */
  readonly approved: ReadonlySet<string>
  readonly io: Io
  /** Ends a question. */
  readonly signal: AbortSignal
}

/** Says whether a job may start: by the command line, or by a person at the terminal, one question at a time; else not. */
export function askPerson({ approved, io, signal }: Asking): (job: Job) => Promise<boolean> {
  let last: Promise<unknown> = Promise.resolve()
  return (job) => {
    const name = textOf(job.environment?.name)
    if (['*', name, job.id].some((one) => approved.has(one))) return Promise.resolve(true)
    if (!isatty(0) || !isatty(2)) return Promise.resolve(false)
    const answer = last.then(async () => {
      if (signal.aborted) return false
      io.err(`Start '${job.id}', which deploys to '${name}'? [y/N] `)
      return /^y(es)?$/i.test((await readLine(signal)).trim())
    })
    last = answer
    return answer
  }
}

// A terminal gives a whole line at once; empty: its end, or that of the run.
function readLine(signal: AbortSignal): Promise<string> {
  const { stdin } = process
  return new Promise((resolve) => {
    const end = (line?: Buffer): void => {
      stdin.off('data', end)
      stdin.off('end', end)
      stdin.pause()
      resolve(line?.toString() ?? '')
    }
    stdin.on('data', end)
    stdin.on('end', end)
    signal.addEventListener('abort', () => end(), { once: true })
    stdin.resume()
  })
}
