import type { Job } from '../ir.ts'
import type { Fate } from '../plan/plan.ts'

/** What became of a whole job, as those see it that wait for it: an allowed failure is a success. */
export interface JobEnd {
  readonly fate: Fate
  /** Whether it failed, or one of those before it did. */
  readonly failure: boolean
}

/** Why a job does not run, seen from what it waits for; null: it runs where its condition holds. */
export interface Hindrance {
  readonly fate: 'waiting' | 'held' | 'skipped'
  readonly why: string
}

/** What keeps a job from running before its condition is looked at. All that it waits for has ended. */
export function hindranceOf(job: Job, ends: ReadonlyMap<string, JobEnd>, keepGoing: boolean): Hindrance | null {
  const first = (...fates: readonly Fate[]) =>
    job.needs.find((need) => fates.includes(ends.get(need.job)?.fate ?? 'skipped'))
  const waiting = first('waiting')
  if (waiting !== undefined) return { fate: 'waiting', why: `waits for ${waiting.job}` }
  if (job.status === 'failure')
    return job.needs.some((need) => ends.get(need.job)?.failure) ? null : { fate: 'skipped', why: 'nothing failed' }
  if (job.status === 'always' || keepGoing) return null
  const failed = first('failed', 'held')
  return failed === undefined ? null : { fate: 'held', why: `${failed.job} ${wordOf(ends.get(failed.job)?.fate)}` }
}

/** A needed job that was skipped, so that this one is skipped too, when its own condition holds. */
export function skippedNeed(job: Job, ends: ReadonlyMap<string, JobEnd>): string | undefined {
  if (job.status !== 'success') return undefined
  return job.needs.find(
    (need) => need.by === 'needs' && !need.optional && (ends.get(need.job)?.fate ?? 'succeeded') === 'skipped',
  )?.job
}

/** What became of a job by what became of its units. */
export function endOf(job: Job, fates: readonly (Fate | 'cancelled')[], ends: ReadonlyMap<string, JobEnd>): JobEnd {
  const has = (fate: Fate | 'cancelled'): boolean => fates.includes(fate)
  const failed = has('failed') && !job.allowFailure
  const before = job.needs.some((need) => ends.get(need.job)?.failure)
  return { fate: failed ? 'failed' : restOf(has), failure: failed || before === true }
}

function restOf(has: (fate: Fate | 'cancelled') => boolean): Fate {
  if (has('waiting')) return 'waiting'
  if (has('succeeded') || has('failed')) return 'succeeded'
  return has('held') || has('cancelled') ? 'held' : 'skipped'
}

function wordOf(fate: Fate | undefined): string {
  return fate === 'held' ? 'did not run' : 'failed'
}
