import type { Job, Pipeline } from '../ir.ts'
import type { Outcomes, PlanEvent } from './event.ts'
import { interpret } from './interpret.ts'
import { looseCondition } from './loose-condition.ts'
import type { Plan } from './plan.ts'

/** A story read as a vendor's column says that it is read there: otherwise than it means in these points alone. */
export interface Reading {
  readonly pipeline: Pipeline
  readonly event: PlanEvent
  readonly outcomes: Outcomes
  /** Jobs whose conditions may compare names without regard to case: so that they hold more, or less, often. */
  readonly blind: ReadonlyMap<string, 'more' | 'less'>
  /** Runs that fail though nothing of theirs does: they begin, and find that they must not. */
  readonly failing: ReadonlySet<string>
  /** Jobs that wait for more: by job, for which. */
  readonly waiting: ReadonlyMap<string, ReadonlySet<string>>
  /** Jobs that do not run. */
  readonly halted: ReadonlySet<string>
  /** Whether the event starts nothing. */
  readonly idle: boolean
  /** What may differ and counts for nothing: runs, each with what the difference is about. */
  readonly excused: ReadonlySet<string>
}

/** The story as it means. */
export function exactly(pipeline: Pipeline, event: PlanEvent, outcomes: Outcomes): Reading {
  const none = new Set<string>()
  return {
    pipeline,
    event,
    outcomes,
    blind: new Map(),
    failing: none,
    waiting: new Map(),
    halted: none,
    idle: false,
    excused: none,
  }
}

/** The jobs of the story as they are read. */
export function jobsAsRead({ pipeline, event, outcomes, blind, waiting, halted }: Reading): readonly Job[] {
  if (blind.size + waiting.size + halted.size === 0) return pipeline.jobs
  return pipeline.jobs.map((job): Job => {
    const more = [...(waiting.get(job.id) ?? [])].filter((id) => job.needs.every((need) => need.job !== id))
    const direction = blind.get(job.id)
    const condition =
      direction === undefined ? job.condition : looseCondition(job.condition, direction, { pipeline, event, outcomes })
    return {
      ...job,
      condition: halted.has(job.id) ? { test: 'false' } : condition,
      needs: [
        ...job.needs,
        ...more.map((id) => ({ job: id, by: 'stage' as const, artifacts: false, optional: true, origin: job.origin })),
      ],
    }
  })
}

/** The plan of the story as it is read. */
export function planAsRead(reading: Reading, jobs: readonly Job[]): Plan {
  const { pipeline, event, outcomes, failing, idle } = reading
  if (idle) return { starts: false, jobs: [] }
  const ends = { ...outcomes, failing: [...outcomes.failing, ...failing] }
  return interpret(jobs === pipeline.jobs ? pipeline : { ...pipeline, jobs }, event, ends)
}
