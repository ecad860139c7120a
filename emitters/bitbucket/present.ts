import { allOf, isNo, yes } from '../../src/condition/build.ts'
import { effectiveConditions } from '../../src/condition/effective.ts'
import { canHold } from '../../src/condition/given.ts'
import type { Condition, Job, Pipeline } from '../../src/ir.ts'
import { isLiteral } from '../../src/pattern.ts'
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
  const before = present.get(start)
  if (before !== undefined) return before
  const made = presentIn(start)
  present.set(start, made)
  return made
}

// Asked for again and again of one start, which never changes.
const present = new WeakMap<Start, readonly Present[]>()

function presentIn(start: Start): readonly Present[] {
  const effective = effectiveConditions(start.pipeline)
  const found = candidates(start).flatMap((job): readonly Present[] => {
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

// With as many branches as jobs, to look at each job for each branch would take the square of both.
function candidates({ pipeline, known, place }: Start): readonly Job[] {
  if (place.section !== 'branches' || !isLiteral(place.key) || known.kind !== 'push') return pipeline.jobs
  const jobs = askers.get(pipeline) ?? askersIn(pipeline)
  askers.set(pipeline, jobs)
  const [some, own] = [jobs.get(undefined) ?? [], jobs.get(place.key) ?? []]
  return [...some, ...own].sort(([one], [other]) => one - other).map(([, job]) => job)
}

type Numbered = readonly [index: number, job: Job]
type Askers = ReadonlyMap<string | undefined, readonly Numbered[]>

const askers = new WeakMap<Pipeline, Askers>()

// The jobs by each branch that they ask for by name; those that do not are for any.
function askersIn(pipeline: Pipeline): Askers {
  const effective = effectiveConditions(pipeline)
  const jobs = new Map<string | undefined, Numbered[]>()
  for (const [index, job] of pipeline.jobs.entries())
    for (const branch of namedBranches(effective(job)) ?? [undefined]) {
      const list = jobs.get(branch) ?? []
      list.push([index, job])
      jobs.set(branch, list)
    }
  return jobs
}

// The only branches on which a condition can hold, where it names some.
function namedBranches(condition: Condition): ReadonlySet<string> | undefined {
  if ('all' in condition) return condition.all.map(namedBranches).find((branches) => branches !== undefined)
  if (!('test' in condition) || condition.test !== 'branch') return undefined
  return condition.patterns.every(isLiteral) ? new Set(condition.patterns) : undefined
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
