import type { Lane } from './lane.ts'

/** Limits of what runs in a lane. */
export interface Limits {
  /** Ends it from outside. */
  readonly signal: AbortSignal
  /** When it must have ended, in milliseconds from now; null: no limit. */
  readonly limit: number | null
  /** How long it has to end after it was asked to, in milliseconds. */
  readonly grace: number
}

/** How a file of commands ended. */
export interface Ended {
  readonly code: number
  readonly by: 'itself' | 'limit' | 'signal'
}

/** Runs a file in a lane, and ends it where it must not go on: first by asking, then by force. */
export async function runInLane(
  lane: Lane,
  file: string,
  take: (output: Buffer) => void,
  { signal, limit, grace }: Limits,
): Promise<Ended> {
  if (signal.aborted) return { code: 143, by: 'signal' }
  let by: Ended['by'] = 'itself'
  let force: NodeJS.Timeout | undefined
  const end = (reason: Ended['by']): void => {
    if (by !== 'itself') return
    by = reason
    lane.signal('SIGTERM')
    force = setTimeout(() => lane.signal('SIGKILL'), grace)
  }
  const onAbort = (): void => end('signal')
  signal.addEventListener('abort', onAbort, { once: true })
  const timer = limit === null ? undefined : setTimeout(() => end('limit'), Math.max(limit, 0))
  const code = await lane.run(file, take)
  clearTimeout(timer)
  clearTimeout(force)
  signal.removeEventListener('abort', onAbort)
  return { code, by }
}
