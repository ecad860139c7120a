import type { Job } from '../../src/ir.ts'

/** Whether a person must let the job go on. */
export function isGated(job: Job): boolean {
  return job.environment?.approval === 'manual'
}
