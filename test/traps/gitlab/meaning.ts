import type { Condition, Job, Pipeline } from '../../../src/ir.ts'
import { matchesAny } from '../../../src/pattern.ts'
import type { Known } from './runs.ts'
import { canonical } from './runs.ts'

/** What becomes of a job by the meaning of the story. */
export type Meant = 'success' | 'failed' | 'skipped' | 'blocked'

/** Whether a condition holds in a run. */
export function conditionHolds(condition: Condition, known: Known): boolean {
  if ('all' in condition) return condition.all.every((part) => conditionHolds(part, known))
  if ('any' in condition) return condition.any.some((part) => conditionHolds(part, known))
  if ('not' in condition) return !conditionHolds(condition.not, known)
  switch (condition.test) {
    case 'true':
    case 'false':
      return condition.test === 'true'
    case 'event':
      return condition.events.includes(known.event)
    case 'schedule':
      return known.schedule === condition.name
    case 'branch':
      return known.branch !== undefined && matchesAny(condition.patterns, known.branch)
    case 'tag':
      return known.tag !== undefined && matchesAny(condition.patterns, known.tag)
    case 'targetBranch':
      return known.target !== undefined && matchesAny(condition.patterns, known.target)
    case 'changed':
      return known.changed === null || known.changed.some((path) => matchesAny(condition.paths, path))
    case 'fork':
      return known.fork === true
    case 'equals':
      return canonical(condition.value, known) === condition.to
    case 'vendor':
      return false
  }
}

/** Runs a pipeline by its meaning alone. */
export function mean(pipeline: Pipeline, known: Known, fails: (job: string) => boolean): ReadonlyMap<string, Meant> {
  const byId = new Map(pipeline.jobs.map((job) => [job.id, job]))
  const done = new Map<string, Meant>()
  const brokenBefore = (job: Job, seen = new Set<string>()): boolean =>
    job.needs.some((need) => {
      if (seen.has(need.job)) return false
      seen.add(need.job)
      const other = byId.get(need.job) as Job
      return (visit(other) === 'failed' && !other.allowFailure) || brokenBefore(other, seen)
    })
  const visit = (job: Job): Meant => {
    const old = done.get(job.id)
    if (old !== undefined) return old
    const result = decide(job)
    done.set(job.id, result)
    return result
  }
  const decide = (job: Job): Meant => {
    const ran: Meant = fails(job.id) ? 'failed' : 'success'
    const states = job.needs.map((need) => ({
      need,
      other: byId.get(need.job) as Job,
      state: visit(byId.get(need.job) as Job),
    }))
    // A failure holds back everything behind it, also what a condition would leave out.
    const isHeld = states.some(({ other, state }) => state === 'blocked' || (state === 'failed' && !other.allowFailure))
    if (job.status === 'success' && isHeld) return 'blocked'
    if (!conditionHolds(job.condition, known)) return 'skipped'
    if (job.status === 'always') return ran
    if (job.status === 'failure') return brokenBefore(job) ? ran : 'skipped'
    if (states.some(({ need, state }) => state === 'skipped' && need.by === 'needs' && !need.optional)) return 'skipped'
    return ran
  }
  for (const job of pipeline.jobs) visit(job)
  return done
}
