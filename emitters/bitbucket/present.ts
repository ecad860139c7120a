import { allOf, isNo, yes } from '../../src/condition/build.ts'
import { effectiveConditions } from '../../src/condition/effective.ts'
import { canHold } from '../../src/condition/given.ts'
import type { Condition, Job } from '../../src/ir.ts'
import { refsOfJob } from '../../src/refs.ts'
import { fold } from './conditions/fold.ts'
import { type LiveSpot, spotsOf } from './matrix.ts'
import { clashingGates } from './order.ts'
import type { Start } from './start.ts'

/** A job in the runs of a start, with the cells that can run. */
export interface Present {
  readonly job: Job
  readonly cells: readonly LiveSpot[]
}

/** The jobs that can run in a start. What can only run after a failure has no step; the table has refused it. */
export function presentJobs(start: Start): readonly Present[] {
  const effective = effectiveConditions(start.pipeline)
  const found = start.pipeline.jobs.flatMap((job): readonly Present[] => {
    if (job.status !== 'success' || isIdle(effective(job), start)) return []
    const condition = allOf([pathsOf(start), effective(job)])
    const cells = spotsOf(job).flatMap((spot) => {
      const left = fold(condition, start, spot.cell)
      return isNo(left) ? [] : [{ ...spot, condition: left }]
    })
    return cells.length === 0 ? [] : [{ job, cells }]
  })
  return withoutRefused(found, start)
}

// What a trigger starts, a person can start on other branches too; but a job that runs on none of its own has no place there.
function isIdle(condition: Condition, { place, trigger }: Start): boolean {
  return place.section === 'custom' && place.event !== undefined && !canHold(condition, [trigger])
}

/** Whether a job holds something that must not fall into the wrong hands or run at the wrong time. */
export function holdsValue(job: Job): boolean {
  return (
    job.environment !== null ||
    job.lock !== null ||
    refsOfJob(job).some(({ ref }) => ref.ref === 'secret' || ref.ref === 'idToken' || ref.ref === 'repositoryToken')
  )
}

/** The paths that the trigger of a start asks for. */
function pathsOf({ trigger }: Start): Condition {
  if (trigger.kind !== 'push' && trigger.kind !== 'pullRequest') return yes
  return trigger.paths.length === 0 ? yes : { test: 'changed', paths: trigger.paths }
}

// The table has refused what is left out here. Where the story accepts that, it goes without what needs it too.
function withoutRefused(found: readonly Present[], { pipeline }: Start): readonly Present[] {
  const clashes = clashingGates(
    found.map(({ job }) => job),
    pipeline.jobs,
  )
  const gone = new Set(clashes.flatMap((pair) => pair.map((job) => job.id)))
  for (const job of pipeline.jobs) if (job.status !== 'success') gone.add(job.id)
  if (gone.size === 0) return found
  for (let size = -1; size !== gone.size; ) {
    size = gone.size
    for (const { job } of found) {
      if (job.needs.some((need) => need.by === 'needs' && !need.optional && gone.has(need.job))) gone.add(job.id)
    }
  }
  return found.filter(({ job }) => !gone.has(job.id))
}
