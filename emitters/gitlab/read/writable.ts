import type { Job, Need } from '../../../src/ir.ts'
import { jobRules } from '../jobs.ts'
import { orderOf } from '../order.ts'
import { planOf } from '../plan.ts'
import { onlyHere } from './condition.ts'
import type { ReadPipeline } from './pipeline.ts'

/**
 * A pipeline in which every job can be written: what GitLab says of one in its own words alone, its rules or its order,
 * is taken out of the story, and stands in a patch.
 */
export function writable(read: ReadPipeline): ReadPipeline {
  const plan = planOf(read.pipeline)
  const trouble = new Map(
    plan.pipeline.jobs.flatMap((job) => {
      const why = {
        ...(jobRules(job, plan) === undefined ? { rules: 'several lists of changed paths hang together' } : {}),
        ...(orderOf(job, plan).by === 'trouble' ? { needs: 'it waits for jobs that a failure alone starts' } : {}),
      }
      return Object.keys(why).length === 0 ? [] : [[job.origin, why] as const]
    }),
  )
  if (trouble.size === 0) return read
  const jobs = read.jobs.map((one) => {
    const why = trouble.get(one.job.origin)
    if (why === undefined) return one
    const told = Object.entries(why).map(([key, text]) => ({ key, why: text }))
    return {
      ...one,
      job: plainer(one.job, why, byStage(one.job, read.pipeline.jobs)),
      trouble: [...one.trouble, ...told],
    }
  })
  return { ...read, jobs, pipeline: { ...read.pipeline, jobs: jobs.map(({ job }) => job) } }
}

type Why = Readonly<Partial<Record<'rules' | 'needs', string>>>

// What a job needs hands its own condition on, unless the need is optional.
function plainer(job: Job, why: Why, stages: readonly Need[]): Job {
  const needs = why.needs === undefined ? job.needs : stages
  if (why.rules === undefined) return { ...job, needs }
  return { ...job, condition: onlyHere, needs: needs.map((need) => ({ ...need, optional: true })) }
}

function byStage(job: Job, jobs: readonly Job[]): readonly Need[] {
  const own = jobs.findIndex(({ stage }) => stage === job.stage)
  return jobs
    .slice(0, own)
    .map((other): Need => ({ job: other.id, by: 'stage', artifacts: false, optional: true, origin: job.origin }))
}
