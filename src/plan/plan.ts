import type { Cell } from '../ir.ts'

/**
 * What becomes of a job. `held`: something that it waits for failed, so it did not run. `waiting`: it stands before a
 * gate that nobody opened, or waits for a job that does.
 * `skipped`: its condition does not hold, or a needed job was skipped.
 */
export type Fate = 'succeeded' | 'failed' | 'skipped' | 'held' | 'waiting'

/** What one event makes of a pipeline. */
export interface Plan {
  /** Whether the event starts a run at all; if not, there are no jobs. */
  readonly starts: boolean
  /** In an order that they could run in. */
  readonly jobs: readonly PlannedJob[]
}

/** One job of a plan, or one run of a matrix job. */
export interface PlannedJob {
  /** The id of the job in the story. */
  readonly job: string
  /** The combination, of a matrix job; else null. */
  readonly cell: Cell | null
  readonly fate: Fate
  /** The ids of the jobs that it waits for directly, sorted. */
  readonly waits: readonly string[]
  /** Where it deploys to; null: nowhere. */
  readonly environment: string | null
  /** Whether a person must agree before it starts. */
  readonly gate: boolean
}
