// The flags of the engine belong to the process, so what is known of them does too.
const engine = { isPaced: false }

// Fewer jobs than this are done before the engine would begin to optimise.
const many = 100

/**
 * Has the engine optimise later. It optimises beside the work that it is for, and where that takes less than a second,
 * as with a thousand jobs, a quarter of the time goes there.
 */
export async function paceEngine(jobs: number): Promise<void> {
  // Later versions have a compiler between the two, do not know the flag, and would complain of it.
  if (jobs < many || engine.isPaced || !process.version.startsWith('v20.')) return
  engine.isPaced = true
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString('--interrupt-budget=1000000')
  // The young generation begins small and doubles with each collection; it had better be large at once.
  setFlagsFromString('--semi-space-growth-factor=16')
}

/** Whether the flags of the engine were changed: code that it compiled since is of no use to a run that begins without them. */
export function isPaced(): boolean {
  return engine.isPaced
}
