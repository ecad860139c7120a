import { allOf, isNo } from '../../src/condition/build.ts'
import type { Condition, Job, Pipeline } from '../../src/ir.ts'
import { refsOfJob } from '../../src/refs.ts'
import { ancestors, direct, holds } from './graph.ts'
import { labels } from './names.ts'
import { inRun, type Run } from './runs.ts'
import { simplify } from './simplify.ts'
import type { Place } from './values.ts'

/** A job that can run in a run. */
export interface Planned {
  readonly job: Job
  readonly task: string
  readonly place: Place
  /** What must hold, with what must hold for the jobs that it needs; a skipped task skips none of those after it. */
  readonly condition: Condition
  /** The tasks that it waits for, without those that it waits for through another. */
  readonly after: readonly string[]
  /** Of a job after a failure: the tasks of which one must have failed. */
  readonly watched: readonly string[]
  /** Whether it runs when all others have ended. */
  readonly last: boolean
}

/** The jobs of a run, in the order of the story, and the names that are left for other tasks. */
export interface Plan {
  readonly jobs: readonly Planned[]
  readonly name: (name: string) => string
}

/** Which jobs a run has, what they wait for and when they run. */
export function planOf(pipeline: Pipeline, run: Run): Plan {
  const name = labels()
  const names = new Map<string, string>()
  const present = new Set<string>()
  // Conditions are settled before tasks have names; until then a job stands for itself.
  const taskOf = (id: string) => (present.has(id) ? (names.get(id) ?? id) : undefined)
  const places = new Map(pipeline.jobs.map((job): [string, Place] => [job.id, { pipeline, run, job, taskOf }]))
  for (const { id } of pipeline.jobs) present.add(id)
  const conditions = conditionsOf(pipeline, places, present)
  const jobs = pipeline.jobs.filter(({ id }) => present.has(id))
  for (const { id } of jobs) names.set(id, name(id))
  const index = new Map(jobs.map(({ id }, at) => [id, at]))
  const needs = jobs.map((job) => job.needs.flatMap(({ job: id }) => index.get(id) ?? []))
  const [near, before] = [direct(needs), ancestors(needs)]
  const task = (at: number): string => names.get((jobs[at] as Job).id) as string
  const planned = jobs.map((job, at): Planned => {
    const watched =
      job.status === 'failure'
        ? jobs.flatMap((other, place) =>
            holds(before[at] as Uint32Array, place) && !other.allowFailure ? [task(place)] : [],
          )
        : []
    return {
      job,
      task: task(at),
      place: places.get(job.id) as Place,
      condition: conditions.get(job.id) as Condition,
      after: (near[at] ?? []).map(task),
      watched,
      last: job.status !== 'success',
    }
  })
  return { jobs: planned.filter(({ job, watched }) => job.status !== 'failure' || watched.length > 0), name }
}

/** Whether a job has something that foreign code must not reach: it then asks again what its trigger has said. */
export function holdsValue(job: Job): boolean {
  return (
    job.environment !== null ||
    job.lock !== null ||
    job.checkout?.credentials === true ||
    refsOfJob(job).some(({ ref }) => ref.ref === 'secret' || ref.ref === 'idToken' || ref.ref === 'repositoryToken')
  )
}

/** The conditions of all jobs; those that cannot hold leave the run, and those that ask for their outputs find none. */
function conditionsOf(
  pipeline: Pipeline,
  places: ReadonlyMap<string, Place>,
  present: Set<string>,
): ReadonlyMap<string, Condition> {
  const done = new Map<string, Condition>()
  const byId = new Map(pipeline.jobs.map((job) => [job.id, job]))
  const settle = (job: Job): void => {
    const place = places.get(job.id) as Place
    const own = simplify(inRun(job.condition, place.run), place)
    const said =
      isNo(own) || !place.run.starting.byName || !holdsValue(job)
        ? own
        : simplify(inRun(job.condition, place.run, true), place)
    const inherited = job.needs
      .filter(({ by, optional }) => by === 'needs' && !optional && job.status === 'success')
      .map((need) => done.get(need.job) as Condition)
    const whole = allOf([said, ...inherited])
    done.set(job.id, whole)
    if (isNo(whole)) present.delete(job.id)
  }
  for (const start of pipeline.jobs) {
    const stack = [start]
    while (stack.length > 0) {
      const job = stack[stack.length - 1] as Job
      const open = job.needs.find(({ by, job: id }) => by === 'needs' && !done.has(id))
      if (!done.has(job.id) && open !== undefined) {
        stack.push(byId.get(open.job) as Job)
        continue
      }
      if (!done.has(job.id)) settle(job)
      stack.pop()
    }
  }
  return done
}
