import type { Use } from '../../../src/features.ts'
import type { Job, Pipeline } from '../../../src/ir.ts'
import { planOf } from '../plan.ts'

/** The jobs that a job of the story becomes: one, or several where its condition depends on the cell of its matrix. */
export function partsOf(use: Use, pipeline: Pipeline): readonly Job[] {
  const { job } = use
  if (job === undefined) return []
  const plan = planOf(pipeline)
  const one = plan.jobs.get(job.id)
  if (one === job || plan.pipeline.jobs.length === pipeline.jobs.length) return one === undefined ? [] : [one]
  return plan.pipeline.jobs.filter((part) => part.origin === job.origin)
}
