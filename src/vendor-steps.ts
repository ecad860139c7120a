import type { Job, Pipeline } from './ir.ts'

const known = new WeakMap<readonly Job[], boolean>()

/** Whether any step of a pipeline is written for each vendor; most pipelines have none, and are gone over once to see that. */
export function hasVendorSteps({ jobs }: Pick<Pipeline, 'jobs'>): boolean {
  const found = known.get(jobs) ?? jobs.some((job) => job.steps.some((step) => step.kind === 'vendor'))
  known.set(jobs, found)
  return found
}
