import type { Job, Ref } from '../../src/ir.ts'
import { refsOfJob } from '../../src/refs.ts'

const known = new WeakMap<Job, readonly Ref[]>()

/** Every reference in a job; looked for once. */
export function refsOf(job: Job): readonly Ref[] {
  const found = known.get(job) ?? refsOfJob(job).map(({ ref }) => ref)
  known.set(job, found)
  return found
}
