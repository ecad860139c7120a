import type { Condition, Job, Pipeline } from '../ir.ts'
import { allOf } from './build.ts'

/** The condition of a job and of all that it needs: a skipped need skips what needs it, which not every vendor does by itself. */
export function effectiveConditions(pipeline: Pipeline): (job: Job) => Condition {
  const before = known.get(pipeline)
  if (before !== undefined) return before
  const made = effectiveIn(pipeline)
  known.set(pipeline, made)
  return made
}

// Asked for again and again of one pipeline, which never changes.
const known = new WeakMap<Pipeline, (job: Job) => Condition>()

function effectiveIn(pipeline: Pipeline): (job: Job) => Condition {
  const jobs = new Map(pipeline.jobs.map((job) => [job.id, job]))
  const known = new Map<Job, Condition>()
  const effective = (job: Job): Condition => {
    const found = known.get(job)
    if (found !== undefined) return found
    const needed = job.status === 'success' ? job.needs.filter((need) => need.by === 'needs' && !need.optional) : []
    const made = allOf([
      job.condition,
      ...needed.flatMap((need) => {
        const other = jobs.get(need.job)
        return other === undefined ? [] : [effective(other)]
      }),
    ])
    known.set(job, made)
    return made
  }
  return effective
}
