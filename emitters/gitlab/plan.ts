import { allOf, yes } from '../../src/condition/build.ts'
import { reduce } from '../../src/condition/reduce.ts'
import type { Condition, Job, Pipeline } from '../../src/ir.ts'
import { splitMatrix } from '../../src/lower/split-matrix.ts'
import { settle } from './conditions/settle.ts'
import { type Names, namesOf } from './names.ts'

/** A pipeline with what several writers ask of it. */
export interface Plan {
  /** Without matrix values in the conditions of jobs. */
  readonly pipeline: Pipeline
  readonly names: Names
  readonly jobs: ReadonlyMap<string, Job>
  readonly stageOf: ReadonlyMap<string, number>
  readonly byStage: readonly (readonly Job[])[]
  /** The condition of a job, with those of the jobs that it cannot run without. */
  readonly effective: (job: Job) => Condition
  /** Whether a job that is there may be skipped, because something before it failed. */
  readonly canSkip: (job: Job) => boolean
  /** Whether a job that is there may be skipped though nothing failed: it runs after a failure, or needs such a job. */
  readonly canIdle: (job: Job) => boolean
  /** The jobs that need a job by name. */
  readonly readers: (job: Job) => readonly Job[]
}

const plans = new WeakMap<Pipeline, Plan>()

/** The plan of a pipeline; asked again, it is the same. */
export function planOf(pipeline: Pipeline): Plan {
  const known = plans.get(pipeline)
  if (known !== undefined) return known
  const plan = makePlan(splitMatrix(pipeline))
  plans.set(pipeline, plan)
  return plan
}

function makePlan(pipeline: Pipeline): Plan {
  const jobs = new Map(pipeline.jobs.map((job) => [job.id, job]))
  const stageOf = new Map(pipeline.stages.map((stage, index) => [stage.name, index]))
  const byStage: Job[][] = pipeline.stages.map(() => [])
  for (const job of pipeline.jobs) byStage[stageOf.get(job.stage) ?? 0]?.push(job)
  // Whether a job of an earlier stage may fail, by the number of the stage.
  const risky = byStage.map((_, index) =>
    byStage.slice(0, index).some((stage) => stage.some((job) => !job.allowFailure)),
  )
  const needed = (job: Job) =>
    job.needs[0]?.by === 'needs' ? job.needs.flatMap((need) => jobs.get(need.job) ?? []) : []
  const readers = new Map<string, Job[]>()
  for (const job of pipeline.jobs)
    for (const other of needed(job)) readers.set(other.id, [...(readers.get(other.id) ?? []), job])

  const canSkip = memo((job: Job): boolean => {
    if (job.status !== 'success') return job.status === 'failure'
    if (job.needs[0]?.by === 'stage') return risky[stageOf.get(job.stage) ?? 0] ?? false
    return needed(job).some((other) => !other.allowFailure || canSkip(other))
  })
  const canIdle = memo((job: Job): boolean => {
    if (job.status !== 'success') return job.status === 'failure'
    return (
      job.needs[0]?.by === 'needs' && job.needs.some((need) => !need.optional && canIdle(jobs.get(need.job) ?? job))
    )
  })
  const effective = memo((job: Job): Condition => {
    const before =
      job.status !== 'success' || job.needs[0]?.by !== 'needs'
        ? []
        : job.needs.filter((need) => !need.optional).flatMap((need) => jobs.get(need.job) ?? [])
    return settle(allOf([job.condition, ...before.map(effective)]), pipeline.triggers)
  })
  return {
    pipeline,
    names: namesOf(pipeline),
    jobs,
    stageOf,
    byStage,
    effective,
    canSkip,
    canIdle,
    readers: (job) => readers.get(job.id) ?? [],
  }
}

/** What of a condition is decided before the job starts: all but outputs, which are taken to hold. */
export function early(condition: Condition): Condition {
  return reduce(positive(condition, false), (test) =>
    test.test === 'equals' && test.value.ref === 'output' ? yes : test,
  )
}

// With every `not` at its leaf, an output under one is taken to hold too.
function positive(condition: Condition, negated: boolean): Condition {
  if ('not' in condition) return positive(condition.not, !negated)
  if ('all' in condition || 'any' in condition) {
    const [parts, all] = 'all' in condition ? [condition.all, !negated] : [condition.any, negated]
    const inner = parts.map((part) => positive(part, negated))
    return all ? { all: inner } : { any: inner }
  }
  if (!negated) return condition
  return condition.test === 'equals' && condition.value.ref === 'output' ? yes : { not: condition }
}

/** An answer about each job, worked out once. */
export function memo<T>(compute: (job: Job) => T): (job: Job) => T {
  const known = new Map<Job, T>()
  return (job) => {
    if (!known.has(job)) known.set(job, compute(job))
    return known.get(job) as T
  }
}
