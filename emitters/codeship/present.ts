import { effectiveConditions } from '../../src/condition/effective.ts'
import type { Job, Pipeline } from '../../src/ir.ts'
import type { Spot } from '../../src/lower/spots.ts'
import { disjoint } from '../../src/pattern.ts'
import { type When, whenOf } from './conditions/when.ts'
import { isGated } from './gates.ts'
import { spotsOf } from './matrix.ts'

/** A job of the output, with the cells that can run. */
export interface Present {
  readonly job: Job
  readonly cells: readonly (Spot & { readonly when: When })[]
}

/** The jobs that can run in some build. */
export function presentJobs(pipeline: Pipeline): readonly Present[] {
  const effective = effectiveConditions(pipeline)
  return pipeline.jobs.flatMap((job): readonly Present[] => {
    const condition = effective(job)
    const cells = spotsOf(job).flatMap((spot) => {
      const when = whenOf(condition, pipeline, spot.cell)
      return when === undefined ? [] : [{ ...spot, when }]
    })
    return cells.length === 0 ? [] : [{ job, cells }]
  })
}

/** What goes without a job: the job itself, and whatever needs it. */
export function withoutJobs(present: readonly Present[], wanted: ReadonlySet<string>): readonly Present[] {
  const gone = new Set(wanted)
  for (let size = -1; size !== gone.size; ) {
    size = gone.size
    for (const { job } of present) {
      if (job.needs.some((need) => need.by === 'needs' && !need.optional && gone.has(need.job))) gone.add(job.id)
    }
  }
  return present.filter(({ job }) => !gone.has(job.id))
}

/** Whether a build can have both jobs. */
export function canMeet(one: Present, other: Present): boolean {
  return one.cells.some((a) => other.cells.some((b) => overlap(a.when, b.when)))
}

/** The jobs that a person must let go on. */
export function gatesOf(present: readonly Present[]): readonly Present[] {
  return present.filter(({ job }) => isGated(job))
}

function overlap(one: When, other: When): boolean {
  if (!one.kinds.some((kind) => other.kinds.includes(kind))) return false
  const [a, b] = [one.names, other.names]
  if (a === null || b === null) return true
  return a.some((pattern) => b.some((second) => !disjoint(pattern, second)))
}
