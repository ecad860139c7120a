import { innerPart } from '../load/inner-part.ts'

// The flags of the engine belong to the process, so what is known of them does too.
const engine: { setFlags?: (flags: string) => void } = {}

// Fewer jobs than this are done before the engine would begin to optimise.
const many = 100

/**
 * Has the engine optimise later. It optimises beside the work that it is for, and where that takes less than a second,
 * as with a thousand jobs, a quarter of the time goes there.
 */
export async function paceEngine(jobs: number): Promise<void> {
  // Later versions have a compiler between the two, do not know the flag, and would complain of it.
  if (jobs < many || engine.setFlags !== undefined || !process.version.startsWith('v20.')) return
  const { setFlagsFromString } = (innerPart('v8') ?? (await import('node:v8'))) as typeof import('node:v8')
  engine.setFlags = setFlagsFromString
  setFlagsFromString('--interrupt-budget=1000000')
  // The young generation begins small and doubles with each collection; it had better be large at once.
  setFlagsFromString('--semi-space-growth-factor=16')
}

/** Puts the flags of the engine back: code that it keeps is of use only to a run that begins with the same. */
export function unpaceEngine(): void {
  engine.setFlags?.('--interrupt-budget=67584')
  engine.setFlags?.('--semi-space-growth-factor=2')
}
