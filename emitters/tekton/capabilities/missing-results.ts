import { isYes } from '../../../src/condition/build.ts'
import type { Condition, Pipeline } from '../../../src/ir.ts'
import { splitMatrix } from '../../../src/lower/split-matrix.ts'
import { refsOfJob } from '../../../src/refs.ts'
import { writeOutMachines } from '../matrix.ts'
import { type Planned, planOf } from '../plan.ts'
import { runsOf } from '../runs.ts'

const known = new WeakMap<Pipeline, ReadonlyMap<string, string>>()

/**
 * A job that would be skipped though it must not, because it comes after this one, and this one asks for an output of a
 * job that may be skipped. Tekton passes over a skip by `when` alone, and a missing result skips what follows too.
 *
 * @see https://tekton.dev/docs/pipelines/pipelines/#guarding-a-task-and-its-dependent-tasks
 */
export function skippedBehind(job: string, pipeline: Pipeline): string | undefined {
  const found = known.get(pipeline) ?? allBehind(pipeline)
  known.set(pipeline, found)
  return found.get(job)
}

function allBehind(pipeline: Pipeline): ReadonlyMap<string, string> {
  if (!pipeline.jobs.some((job) => job.outputs.length > 0)) return new Map()
  const whole = writeOutMachines(splitMatrix(pipeline))
  return new Map(runsOf(pipeline).flatMap((run) => behindIn(planOf(whole, run).jobs)))
}

function behindIn(jobs: readonly Planned[]): readonly (readonly [string, string])[] {
  const byId = new Map(jobs.map((planned) => [planned.job.id, planned]))
  return jobs.flatMap((asking) => {
    const given = refsOfJob(asking.job).flatMap(({ ref }) => (ref.ref === 'output' ? (byId.get(ref.job) ?? []) : []))
    const open = given.filter(({ condition }) => !isYes(condition))
    if (open.length === 0) return []
    const gone = new Set([asking.job.id])
    for (const { job } of jobs)
      if (job.status === 'success' && job.needs.some((need) => gone.has(need.job))) gone.add(job.id)
    const harmed = jobs.find(
      ({ job, condition }) =>
        job !== asking.job &&
        gone.has(job.id) &&
        !open.every((one) => partsOf(one.condition).every((part) => partsOf(condition).includes(part))),
    )
    return harmed === undefined ? [] : [[asking.job.id, harmed.job.id] as const]
  })
}

function partsOf(condition: Condition): readonly string[] {
  return ('all' in condition ? condition.all : [condition]).map((part) => JSON.stringify(part))
}
