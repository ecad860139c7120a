import type { Cell, Job, Pipeline } from '../ir.ts'
import { cellName } from './cell-name.ts'
import type { Outcomes, PlanEvent } from './event.ts'
import { failingPart, holds } from './holds.ts'
import type { Fate, Plan, PlannedJob, Why } from './plan.ts'
import { runOrder } from './run-order.ts'
import { startsRun } from './starts.ts'
import { type Scope, textIn } from './values.ts'

/** What became of a whole job, as those see it that wait for it: an allowed failure is a success. */
interface Ended {
  readonly fate: Fate
  /** Whether it failed, or one of those before it did. */
  readonly failure: boolean
}

interface Verdict {
  readonly fate: Fate
  readonly why: Why | null
}

/** What an event makes of a pipeline, by the meaning of the story alone. */
export function interpret(pipeline: Pipeline, event: PlanEvent, outcomes: Outcomes): Plan {
  if (!startsRun(pipeline, event)) return { starts: false, jobs: [] }
  const ended = new Map<string, Ended>()
  const jobs: PlannedJob[] = []
  for (const job of runOrder(pipeline.jobs)) {
    const output = (other: string, name: string): string => leftBy(other, name, ended, outcomes)
    const cells = (job.matrix?.cells ?? [null]).map((cell) => {
      const scope = { pipeline, event, job: job.id, cell, output }
      return { cell, scope, ...verdictOf(job, scope, ended, outcomes) }
    })
    const runs = cancelOthers(job, cells)
    jobs.push(...runs.map(({ cell, scope, fate, why }) => planned(job, cell, scope, fate, why)))
    ended.set(job.id, endOf(job, runs, ended))
  }
  return { starts: true, jobs }
}

function verdictOf(job: Job, scope: Scope, ended: ReadonlyMap<string, Ended>, outcomes: Outcomes): Verdict {
  const needed = (fates: readonly Fate[], counts: (need: Job['needs'][number]) => boolean = () => true) =>
    job.needs
      .filter((need) => counts(need) && fates.includes(ended.get(need.job)?.fate ?? 'skipped'))
      .map((need) => need.job)
  const waiting = needed(['waiting'])
  if (waiting.length > 0) return { fate: 'waiting', why: { because: 'waitingNeed', jobs: waiting } }
  const failed = needed(['failed', 'held'])
  if (job.status === 'success' && failed.length > 0)
    return { fate: 'held', why: { because: 'failedNeed', jobs: failed } }
  if (job.status === 'failure' && !job.needs.some((need) => ended.get(need.job)?.failure))
    return { fate: 'skipped', why: { because: 'noFailure' } }
  if (!holds(job.condition, scope))
    return { fate: 'skipped', why: { because: 'condition', condition: failingPart(job.condition, scope) } }
  const skipped = needed(['skipped'], (need) => need.by === 'needs' && !need.optional)
  if (job.status === 'success' && skipped.length > 0)
    return { fate: 'skipped', why: { because: 'skippedNeed', jobs: skipped } }
  if (isGate(job) && outcomes.closed.includes(job.id)) return { fate: 'waiting', why: { because: 'gate' } }
  const fails = outcomes.failing.some((name) => name === job.id || name === cellName(job.id, scope.cell))
  return { fate: fails ? 'failed' : 'succeeded', why: null }
}

// Of the runs that start together the failed one ends the others, unless its failure counts as success.
function cancelOthers<R extends Verdict>(job: Job, runs: readonly R[]): readonly R[] {
  if (job.matrix?.failFast !== true || job.allowFailure || !runs.some(({ fate }) => fate === 'failed')) return runs
  return runs.map((run) => (run.fate === 'succeeded' ? { ...run, fate: 'held', why: { because: 'failFast' } } : run))
}

function endOf(job: Job, runs: readonly Verdict[], ended: ReadonlyMap<string, Ended>): Ended {
  const has = (fate: Fate): boolean => runs.some((run) => run.fate === fate)
  const failed = has('failed') && !job.allowFailure
  const before = job.needs.some((need) => ended.get(need.job)?.failure)
  const fate = failed
    ? 'failed'
    : has('waiting')
      ? 'waiting'
      : has('succeeded') || has('failed')
        ? 'succeeded'
        : has('held')
          ? 'held'
          : 'skipped'
  return { fate, failure: failed || before }
}

function planned(job: Job, cell: Cell | null, scope: Scope, fate: Fate, why: Why | null): PlannedJob {
  return {
    job: job.id,
    cell,
    fate,
    why,
    waits: job.needs.map((need) => need.job).sort(),
    environment: job.environment === null ? null : textIn(job.environment.name, scope),
    gate: isGate(job),
    lock: job.lock === null ? null : textIn(job.lock.name, scope),
  }
}

function isGate(job: Job): boolean {
  return job.environment?.approval === 'manual'
}

function leftBy(job: string, name: string, ended: ReadonlyMap<string, Ended>, { outputs }: Outcomes): string {
  const fate = ended.get(job)?.fate
  return fate === 'succeeded' || fate === 'failed' ? (outputs[job]?.[name] ?? '') : ''
}
