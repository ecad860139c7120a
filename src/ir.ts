import type { Condition, Status } from './ir/condition.ts'
import type { Environment, Lock } from './ir/environment.ts'
import type { Artifact, Cache, Reports } from './ir/files.ts'
import type { Matrix } from './ir/matrix.ts'
import type { Checkout, Container, Permissions, Runner, Service, Tool } from './ir/runner.ts'
import type { Step } from './ir/step.ts'
import type { Trigger, VendorTrigger } from './ir/trigger.ts'
import type { Env, Text } from './ir/value.ts'
import type { Origin } from './origin.ts'

/** The version of the intermediate representation; it grows when a field changes its meaning. */
export const pipelineVersion = 1

/** A pipeline as plain data: JSON-serialisable, with every default written out. */
export interface Pipeline {
  readonly version: typeof pipelineVersion
  /** The name of the story; unique in a repository. */
  readonly name: string
  /** What people read in place of the name; null where the name will do. */
  readonly title: string | null
  /** The file of the story, from the root of the project, with forward slashes. */
  readonly source: string
  /** The ids of the vendors that the story is written for. */
  readonly targets: readonly string[]
  readonly triggers: readonly Trigger[]
  /** What else starts a run on one vendor alone. */
  readonly vendorTriggers: readonly VendorTrigger[]
  /** In order; no stage is empty. */
  readonly stages: readonly Stage[]
  /** In the order of the story, which is an order of the stages too. */
  readonly jobs: readonly Job[]
  readonly env: Env
  /** What every job may do that states nothing of its own; `settings`: what the settings of the repository give. */
  readonly permissions: Permissions | 'settings'
  /** Which runs a newer run of the same branch, tag or pull request cancels. */
  readonly cancelSuperseded: 'none' | 'pullRequests' | 'all'
  /** The vendor that the story is like: what its files leave to its settings is left to them there. */
  readonly like?: string
  /** The branch that pull requests go to by default; schedules run on it. */
  readonly defaultBranch: string
  /** Runner labels by vendor: how this project names the machine for `os/arch` or `os/arch/size`. */
  readonly runners: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  readonly raw: readonly RawPatch[]
  readonly accepted: readonly Acceptance[]
  readonly origin: Origin
}

/** A named group of jobs; a job without needs of its own waits for all jobs of the earlier stages. */
export interface Stage {
  readonly name: string
  readonly origin: Origin
}

/** A job: steps on one machine. A matrix makes several runs of it, one per cell. */
export interface Job {
  /** The key of the story; unique in the pipeline, also without regard to case. */
  readonly id: string
  /** The name that people read. */
  readonly name: Text
  readonly stage: string
  /** The jobs waited for, each once. */
  readonly needs: readonly Need[]
  /** Whether the job runs when its needs succeeded, when one of them failed, or whatever happened. */
  readonly status: Status
  readonly condition: Condition
  readonly matrix: Matrix | null
  readonly runner: Runner
  /** The image that the steps run in; null on a bare machine. */
  readonly container: Container | null
  readonly tools: readonly Tool[]
  readonly services: readonly Service[]
  readonly env: Env
  readonly steps: readonly Step[]
  readonly outputs: readonly Output[]
  readonly artifacts: readonly Artifact[]
  readonly caches: readonly Cache[]
  readonly reports: Reports
  readonly environment: Environment | null
  /** What the job holds alone while it runs; a deployment holds its environment. */
  readonly lock: Lock | null
  /** Whole minutes. */
  readonly timeoutMinutes: number
  /** The vendor that the time limit is of, as one that the story is like: on another one, its longest may stand for it. */
  readonly timeoutOf?: string
  /** How often a failed job is tried again: 0, 1 or 2. */
  readonly retry: number
  readonly allowFailure: boolean
  /** null: those of the pipeline. */
  readonly permissions: Permissions | null
  /** null: the job starts in an empty folder. */
  readonly checkout: Checkout | null
  readonly raw: readonly RawPatch[]
  readonly origin: Origin
}

/** One job waited for. */
export interface Need {
  readonly job: string
  /**
   * `stage`: the order of the stages says so; a skipped job is no hindrance.
   * `needs`: the story says so, or a value of the job is used; a skipped job skips this one, unless `optional`.
   */
  readonly by: 'stage' | 'needs'
  /** Whether the artifacts of the job are put in place before the steps. */
  readonly artifacts: boolean
  /** Whether this job runs though the needed one was skipped. */
  readonly optional: boolean
  readonly origin: Origin
}

/** A named string that a job leaves for the jobs after it. */
export interface Output {
  readonly name: string
  readonly origin: Origin
}

/** A change of one vendor's output that the story asks for by hand. */
export interface RawPatch {
  readonly vendor: string
  /** Merged into the node of the output; `null` takes a key out. */
  readonly patch: Readonly<Record<string, unknown>>
  readonly origin: Origin
}

/** A finding that the story accepts by name, with the reason. */
export interface Acceptance {
  /** `level:vendor/feature`, as the finding names itself. */
  readonly finding: string
  readonly reason: string
  readonly origin: Origin
}

export type { Condition, Status, Test } from './ir/condition.ts'
export type { Approval, Environment, Lock } from './ir/environment.ts'
export type { Artifact, Cache, Coverage, Reports } from './ir/files.ts'
export type { Cell, Matrix } from './ir/matrix.ts'
export type { Checkout, Container, Credentials, Permissions, Ready, Runner, Service, Tool } from './ir/runner.ts'
export type { RunStep, Step, VendorStep } from './ir/step.ts'
export type { EventName, Input, Trigger, VendorTrigger } from './ir/trigger.ts'
export type { ContextName, Env, EnvEntry, MatrixRef, Ref, Text } from './ir/value.ts'
