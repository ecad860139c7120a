/** What a story does to the process that reads it is kept from doing harm. */
export interface Guard {
  /** The first error that nobody handles: of a promise, once the turn is over, or of a timer. */
  readonly stray: () => { readonly reason: unknown } | undefined
  /** Resolves when there is one. */
  readonly strayed: Promise<void>
  readonly end: () => void
}

/** What `process.exit` throws while a story runs. */
const exitCalled = 'process.exit() is called'

/** While it stands, what a story prints goes to standard error, and it cannot end the process. */
export function guardProcess(): Guard {
  const { exit, exitCode } = process
  const cwd = process.cwd()
  const stdout = Object.getOwnPropertyDescriptor(process, 'stdout')
  const reasons: unknown[] = []
  let tell = (): void => {}
  const strayed = new Promise<void>((resolve) => {
    tell = resolve
  })
  const onStray = (reason: unknown): void => {
    reasons.push(reason)
    tell()
  }
  Object.defineProperty(process, 'stdout', { configurable: true, enumerable: true, get: () => process.stderr })
  process.exit = () => {
    throw new Error(exitCalled)
  }
  const restore = takeOver(onStray)
  return {
    strayed,
    stray: () => (reasons.length === 0 ? undefined : { reason: reasons[0] }),
    end: () => {
      restore()
      process.exit = exit
      process.exitCode = exitCode
      if (stdout !== undefined) Object.defineProperty(process, 'stdout', stdout)
      if (process.cwd() !== cwd) process.chdir(cwd)
    },
  }
}

// Those who listen already would take an error of the story for one of theirs.
function takeOver(listener: (reason: unknown) => void): () => void {
  const events = ['unhandledRejection', 'uncaughtException'] as const
  const others = events.map((event) => process.rawListeners(event) as ((...args: unknown[]) => void)[])
  for (const event of events) process.removeAllListeners(event).on(event, listener)
  return () => {
    for (const [index, event] of events.entries()) {
      process.off(event, listener)
      for (const other of others[index] ?? []) process.on(event, other)
    }
  }
}
