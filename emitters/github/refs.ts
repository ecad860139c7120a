import type { Job, Ref } from '../../src/ir.ts'
import { refsOfJob } from '../../src/refs.ts'

const none: readonly Ref[] = []
const known = new WeakMap<Job, readonly Ref[]>()

/** Every reference in a job; looked for once. */
export function refsOf(job: Job): readonly Ref[] {
  const found = known.get(job)
  if (found !== undefined) return found
  const uses = refsOfJob(job)
  const refs = uses.length === 0 ? none : uses.map(({ ref }) => ref)
  known.set(job, refs)
  return refs
}
