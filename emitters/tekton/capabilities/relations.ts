import type { Use } from '../../../src/features.ts'
import type { Job, Pipeline } from '../../../src/ir.ts'
import { refsOfJob } from '../../../src/refs.ts'
import { ancestors, holds } from '../graph.ts'

/** Why a job cannot wait for the end of all others; undefined: it can. */
export function whyNotLast(job: Job, pipeline: Pipeline): string | undefined {
  if (pipeline.jobs.some((other) => other.needs.some((need) => need.job === job.id)))
    return 'it would run at the end, but another job waits for it: put its steps into a step with always() or onFailure()'
  if (job.environment?.approval === 'manual')
    return 'nobody can be asked at the end of a run: let it follow a job that succeeded'
  if (refsOfJob(job).some(({ ref }) => ref.ref === 'output'))
    return 'an output may be missing at the end of a run, which would skip it: hand the value over by an artifact'
  return undefined
}

const unrelatedJobs = new WeakMap<Pipeline, ReadonlySet<string>>()

/** Whether another job goes on beside this one, so that it matters what a failure stops. */
export function hasNeighbour({ job }: Use, pipeline: Pipeline): boolean {
  let found = unrelatedJobs.get(pipeline)
  if (found === undefined) {
    found = neighbours(pipeline)
    unrelatedJobs.set(pipeline, found)
  }
  return job !== undefined && found.has(job.id)
}

function neighbours({ jobs }: Pipeline): ReadonlySet<string> {
  const index = new Map(jobs.map(({ id }, at) => [id, at]))
  const before = ancestors(jobs.map((job) => job.needs.flatMap((need) => index.get(need.job) ?? [])))
  const related = (one: number, other: number): boolean =>
    holds(before[one] as Uint32Array, other) || holds(before[other] as Uint32Array, one)
  return new Set(
    jobs.filter((_, one) => jobs.some((_, other) => one !== other && !related(one, other))).map(({ id }) => id),
  )
}
