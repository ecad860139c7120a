import type { EventName, Input, Text, Trigger } from '../../../src/ir.ts'
import type { ArtifactPlan } from './artifact-plan.ts'
import type { ReadChecks } from './checks.ts'

/** What is known around an expression when it is read. */
export interface Known {
  readonly triggers: readonly Trigger[]
  readonly kinds: ReadonlySet<EventName>
  readonly inputs: ReadonlyMap<string, Input>
  readonly defaultBranch: string
  /** The outputs of jobs that the pipeline keeps as outputs. */
  readonly outputs: ReadonlyMap<string, ReadonlySet<string>>
  /** The job of ours that makes tests for the others, where there is one. */
  readonly checks: ReadChecks | undefined
  readonly artifacts: ArtifactPlan
  /** undefined outside of a job. */
  readonly job?: KnownJob
}

/** What is known of the job around an expression. */
export interface KnownJob {
  readonly id: string
  readonly inContainer: boolean
  /** Whether the sources of a pull request are its merge into the target, as they are unless a file says otherwise. */
  readonly merge: boolean
  /**
   * The combinations of the matrix with the values as the file has them; one empty one
   * without a matrix, undefined where they are not known before the run.
   */
  readonly cells: readonly Readonly<Record<string, unknown>>[] | undefined
  readonly keys: ReadonlySet<string>
  /** The system of the machine in each cell (one for a job without a matrix), where it is known. */
  readonly systems: readonly (string | undefined)[]
  /** The environment of the workflow and the job, where it is portable. */
  readonly env: ReadonlyMap<string, Text>
}
