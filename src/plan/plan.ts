import type { Cell, Condition } from '../ir.ts'

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
  /** Why it does not run, or not yet; null: it runs. */
  readonly why: Why | null
  /** The ids of the jobs that it waits for directly, sorted. */
  readonly waits: readonly string[]
  /** Where it deploys to; null: nowhere. */
  readonly environment: string | null
  /** Whether a person must agree before it starts. */
  readonly gate: boolean
  /** What it holds alone while it runs; null: nothing. */
  readonly lock: string | null
}

/** What keeps a job from running. */
export type Why =
  /** This part of its condition does not hold. */
  | { readonly because: 'condition'; readonly condition: Condition }
  /** These needed jobs were skipped, have failed or did not run for a failure, or wait for a gate. */
  | { readonly because: 'skippedNeed' | 'failedNeed' | 'waitingNeed'; readonly jobs: readonly string[] }
  /** It runs after a failure, and nothing before it failed. */
  | { readonly because: 'noFailure' }
  /** A person has not agreed yet. */
  | { readonly because: 'gate' }
  /** Another run of the matrix failed, which cancels this one. */
  | { readonly because: 'failFast' }
