import { killMarked } from '../../run/processes.ts'

/** The signals that end a run. */
export interface Signals {
  /** Aborted by the first of them. */
  readonly signal: AbortSignal
  /** Which one came; undefined: none. */
  readonly caught: () => NodeJS.Signals | undefined
  readonly release: () => void
}

const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Ends a run at the first signal by asking its jobs, and at the second by force. */
export function catchSignals(id: string, since: number | undefined): Signals {
  const control = new AbortController()
  let caught: NodeJS.Signals | undefined
  const onSignal = (name: NodeJS.Signals): void => {
    if (caught !== undefined) killMarked(id, since)
    caught ??= name
    control.abort()
  }
  for (const name of names) process.on(name, onSignal)
  return {
    signal: control.signal,
    caught: () => caught,
    release: () => {
      for (const name of names) process.off(name, onSignal)
    },
  }
}
