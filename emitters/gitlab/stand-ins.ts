import { isYes } from '../../src/condition/build.ts'
import type { Condition, Job } from '../../src/ir.ts'
import type { Plan } from './plan.ts'

/** A job that is waited for in place of one that the run may not have, and that one. */
export interface StandIn {
  readonly job: Job
  readonly behind: Job
}

/**
 * What a job waits for in place of those that may be missing from its run: a need on a missing job is dropped, and with
 * it all that the missing one would have waited for: https://docs.gitlab.com/ci/yaml/#needsoptional
 */
export function standInsFor(job: Job, plan: Plan): readonly StandIn[] {
  const found = new Map<Job, StandIn>()
  const visit = (behind: Job): void => {
    if (!mayMiss(behind, job, plan)) return
    for (const other of waitsOf(behind, plan)) {
      // What runs after a failure comes too late to hold anything: the failure itself does.
      const late = behind.needs[0]?.by === 'stage' && job.status === 'success' && plan.canIdle(other)
      if (late || found.has(other)) continue
      found.set(other, { job: other, behind })
      visit(other)
    }
  }
  for (const need of job.needs) {
    const other = plan.jobs.get(need.job)
    if (other !== undefined && (need.optional || job.status !== 'success')) visit(other)
  }
  return [...found.values()].filter((one) => !job.needs.some((need) => need.job === one.job.id))
}

/** Whether waiting for the stand-ins too changes nothing in a run that has the jobs which they stand in for. */
export function areHarmless(standIns: readonly StandIn[], job: Job, plan: Plan): boolean {
  return standIns.every(({ job: other, behind }) => {
    if (behind.status === 'success') return job.status === 'success' || !plan.canIdle(other)
    return !plan.canSkip(other) && (other.allowFailure || job.status !== 'success')
  })
}

/** Whether a job may be missing from a run that has another one. */
export function mayMiss(other: Job, job: Job, plan: Plan): boolean {
  const present = plan.effective(other)
  if (isYes(present)) return false
  const own = conjuncts(plan.effective(job))
  for (const part of conjuncts(present)) if (!own.has(part)) return true
  return false
}

// Both are asked for each pair of jobs of which one waits for the other.
const waits = new WeakMap<Plan, Map<Job, readonly Job[]>>()
const parts = new WeakMap<Condition, ReadonlySet<string>>()

function waitsOf(job: Job, plan: Plan): readonly Job[] {
  const inPlan = waits.get(plan) ?? new Map<Job, readonly Job[]>()
  const known = inPlan.get(job)
  if (known !== undefined) return known
  const found =
    job.needs[0]?.by === 'stage'
      ? plan.byStage.slice(0, plan.stageOf.get(job.stage) ?? 0).flat()
      : job.needs.flatMap((need) => plan.jobs.get(need.job) ?? [])
  waits.set(plan, inPlan.set(job, found))
  return found
}

function conjuncts(condition: Condition): ReadonlySet<string> {
  const known = parts.get(condition)
  if (known !== undefined) return known
  const found = new Set(('all' in condition ? condition.all : [condition]).map((part) => JSON.stringify(part)))
  parts.set(condition, found)
  return found
}
