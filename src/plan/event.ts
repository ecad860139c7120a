import type { EventName } from '../ir.ts'

/** What happened in the repository, or who asked for a run: all that a plan depends on but the results of jobs. */
export interface PlanEvent {
  readonly name: EventName
  /** The branch of a push, and the one that a schedule, a person or a call runs on; empty on tags and pull requests. */
  readonly branch: string
  /** Empty but for a pushed tag. */
  readonly tag: string
  readonly pullRequest: PlanPullRequest | null
  /** The name of the schedule that has come; else empty. */
  readonly schedule: string
  /** The five fields of that schedule, for vendors whose runs know nothing else of it; missing: not told. */
  readonly cron?: string
  /** What a person has filled in, as text; an input that is missing has its default. */
  readonly inputs: Readonly<Record<string, string>>
  /** The name of the event in the call, and what it brought; else null. */
  readonly call: { readonly event: string; readonly payload: Readonly<Record<string, string>> } | null
  /** The files that changed; null: it cannot be known (a new branch, a tag, a schedule). */
  readonly changed: readonly string[] | null
  /** `owner/name`. */
  readonly repository: string
  readonly defaultBranch: string
  readonly actor: string
  readonly commitMessage: string
}

/** The pull request that a run is for. */
export interface PlanPullRequest {
  readonly number: number
  readonly title: string
  readonly sourceBranch: string
  readonly targetBranch: string
  /** Whether it comes from another repository. */
  readonly fork: boolean
}

/** How the jobs of a run end, and who agreed: what is not named succeeds, is approved, and leaves no output. */
export interface Outcomes {
  /** Ids of jobs, or of runs of a matrix job as `job[a,b]`, that fail when they run. */
  readonly failing: readonly string[]
  /** Ids of jobs whose gate nobody opened. */
  readonly closed: readonly string[]
  /** By job, then by name. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>
}
