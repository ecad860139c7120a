import { isYes } from '../../src/condition/build.ts'
import type { Job, Need } from '../../src/ir.ts'
import type { Plan } from './plan.ts'
import { areHarmless, mayMiss, standInsFor } from './stand-ins.ts'

/** How a job waits: for whole stages, or for the jobs that `needs` names. */
export type Order =
  | { readonly by: 'stages'; readonly fetch: readonly string[] }
  | { readonly by: 'needs'; readonly needs: readonly Wait[] }
  | { readonly by: 'trouble'; readonly why: Trouble }

/** One entry of `needs`. */
export interface Wait {
  readonly job: string
  readonly artifacts: boolean
  readonly optional: boolean
}

/** Why neither stages nor `needs` say what the story says. */
export type Trouble = 'onFailure' | 'always' | 'optional' | 'count'

/** The most entries that `needs` takes: https://docs.gitlab.com/ci/yaml/#needs */
export const mostNeeds = 50

/**
 * How a job waits for others. Where `needs` is given, GitLab looks at those jobs alone, and one that was skipped counts
 * more than one that failed or still runs; without it, at all jobs of the earlier stages, and skipped ones do not count:
 * https://docs.gitlab.com/ci/yaml/#needs. `apart` says that jobs of other stories may stand in the earlier stages.
 */
export function orderOf(job: Job, plan: Plan, apart = false): Order {
  const known = orders.get(plan) ?? { together: new Map(), apart: new Map() }
  orders.set(plan, known)
  const among = apart ? known.apart : known.together
  const order = among.get(job) ?? findOrder(job, plan, apart)
  among.set(job, order)
  return order
}

// Asked again for every entry of `needs`, of which a large file has thousands.
const orders = new WeakMap<Plan, Readonly<Record<'together' | 'apart', Map<Job, Order>>>>()

function findOrder(job: Job, plan: Plan, apart: boolean): Order {
  const [first] = job.needs
  if (first === undefined)
    return plan.stageOf.get(job.stage) === 0 && !apart ? { by: 'stages', fetch: [] } : { by: 'needs', needs: [] }
  if (first.by === 'stage') return apart ? apartFromOthers(job, plan) : { by: 'stages', fetch: [] }
  const order =
    job.status === 'success'
      ? afterSuccess(job, plan)
      : job.status === 'always'
        ? afterAll(job, plan)
        : afterFailure(job, plan)
  return apart && order.by === 'stages'
    ? { by: 'trouble', why: job.status === 'failure' ? 'onFailure' : job.status === 'always' ? 'always' : 'count' }
    : order
}

function afterSuccess(job: Job, plan: Plan): Order {
  if (neededBy(job, plan).some(([need, other]) => need.optional && plan.canIdle(other)))
    return { by: 'trouble', why: 'optional' }
  const standIns = standInsFor(job, plan)
  if (!areHarmless(standIns, job, plan)) return { by: 'trouble', why: 'optional' }
  if (job.needs.length + standIns.length <= mostNeeds) return named(job, plan)
  const left = leftOut(job, plan)
  const same = left?.jobs.every(harmless) && !left.onFailure
  return same ? stages(job) : { by: 'trouble', why: 'count' }
}

function afterAll(job: Job, plan: Plan): Order {
  const needed = neededBy(job, plan)
  const sure = needed.length === 1 || !needed.some(([, other]) => plan.canSkip(other))
  if (sure && fits(job, plan)) return named(job, plan)
  const left = leftOut(job, plan)
  return left?.jobs.every((other) => other.environment?.approval !== 'manual')
    ? stages(job)
    : { by: 'trouble', why: 'always' }
}

function afterFailure(job: Job, plan: Plan): Order {
  const direct = new Set(neededBy(job, plan).map(([, other]) => other))
  const sure =
    ![...direct].some(plan.canSkip) && ancestors(job, plan).every((other) => direct.has(other) || other.allowFailure)
  if (sure && fits(job, plan)) return named(job, plan)
  return leftOut(job, plan)?.jobs.every(harmless) ? stages(job) : { by: 'trouble', why: 'onFailure' }
}

/** A job that waits for whole stages. */
export function stages(job: Job): Extract<Order, { readonly by: 'stages' }> {
  return { by: 'stages', fetch: job.needs.filter((need) => need.artifacts).map((need) => need.job) }
}

/** A job that waits for the jobs that it names. */
export function named(job: Job, plan: Plan): Extract<Order, { readonly by: 'needs' }> {
  const needs = neededBy(job, plan).map(([need, other]): Wait => {
    const implied = job.status === 'success' && !need.optional
    return { job: need.job, artifacts: need.artifacts, optional: !implied && mayMiss(other, job, plan) }
  })
  const more = standInsFor(job, plan).map(
    ({ job: other }): Wait => ({ job: other.id, artifacts: false, optional: mayMiss(other, job, plan) }),
  )
  return { by: 'needs', needs: [...needs, ...more] }
}

// Whether the jobs of a job that runs in spite of failures can all be named, with those behind missing ones.
function fits(job: Job, plan: Plan): boolean {
  const standIns = standInsFor(job, plan)
  return job.needs.length + standIns.length <= mostNeeds && areHarmless(standIns, job, plan)
}

// Jobs that run after a failure are left out, and those that need them: where one of them ran, the failure itself holds this job back.
function apartFromOthers(job: Job, plan: Plan): Order {
  if (job.status === 'failure') return { by: 'trouble', why: 'onFailure' }
  const earlier = plan.byStage
    .slice(0, plan.stageOf.get(job.stage))
    .flat()
    .filter((other) => !plan.canIdle(other))
  if (job.status === 'always' && earlier.length > 1 && earlier.some(plan.canSkip))
    return { by: 'trouble', why: 'always' }
  if (earlier.length > mostNeeds) return { by: 'trouble', why: 'count' }
  return {
    by: 'needs',
    needs: earlier.map((other) => ({ job: other.id, artifacts: false, optional: !isYes(plan.effective(other)) })),
  }
}

/** Jobs of earlier stages that the job does not wait for, not even through others; undefined if it needs one of its own stage. */
function leftOut(job: Job, plan: Plan): { readonly jobs: readonly Job[]; readonly onFailure: boolean } | undefined {
  const own = plan.stageOf.get(job.stage) ?? 0
  const waited = new Set(ancestors(job, plan))
  if ([...waited].some((other) => (plan.stageOf.get(other.stage) ?? 0) >= own)) return undefined
  const earlier = plan.byStage.slice(0, own).flat()
  return { jobs: earlier.filter((other) => !waited.has(other)), onFailure: earlier.some(plan.canIdle) }
}

/** All jobs that a job waits for, through others too. */
function ancestors(job: Job, plan: Plan): readonly Job[] {
  const seen = new Set<Job>()
  const open = neededBy(job, plan).map(([, other]) => other)
  let below = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (next.needs[0]?.by === 'stage') below = Math.max(below, plan.stageOf.get(next.stage) ?? 0)
    else open.push(...neededBy(next, plan).map(([, other]) => other))
  }
  return [...new Set([...plan.byStage.slice(0, below).flat(), ...seen])]
}

function neededBy(job: Job, plan: Plan): readonly (readonly [Need, Job])[] {
  return job.needs.flatMap((need) => {
    const other = plan.jobs.get(need.job)
    return other === undefined ? [] : [[need, other] as const]
  })
}

/** Whether to wait for a job changes nothing but the time: it cannot fail the run, and no person holds it back. */
function harmless(job: Job): boolean {
  return job.allowFailure && job.environment?.approval !== 'manual'
}
