import type { Report } from './diagnostics.ts'
import type { Pipeline } from './ir.ts'
import { inside } from './origin.ts'
import type { Vendor } from './vendor.ts'

/**
 * A pipeline whose jobs end when the vendor ends each job, where their time limit is only what another vendor has for jobs that
 * say nothing.
 */
export function withinLimits(pipeline: Pipeline, { id, title, mostMinutes }: Vendor, report: Report): Pipeline {
  if (mostMinutes === undefined) return pipeline
  const over = pipeline.jobs.filter(
    ({ timeoutOf, timeoutMinutes }) => timeoutOf !== undefined && timeoutOf !== id && timeoutMinutes > mostMinutes,
  )
  const [first] = over
  if (first === undefined) return pipeline
  report('open-limit', inside(pipeline.origin, 'like'), {
    vendor: title,
    most: mostMinutes,
    left: first.timeoutMinutes,
  })
  const jobs = pipeline.jobs.map((job) => (over.includes(job) ? { ...job, timeoutMinutes: mostMinutes } : job))
  return { ...pipeline, jobs }
}
