import type { RawPatch } from '../ir.ts'
import type { Origin } from '../origin.ts'
import type { Condition, Status } from './condition.ts'
import type { Env, Text } from './value.ts'

/** One step of a job. */
export type Step = RunStep | VendorStep

/** A script in a process of its own: own working directory, own environment; nothing leaks into the next step. */
export interface RunStep {
  readonly kind: 'run'
  /** The name that people read; empty: the story gave none. */
  readonly name: Text
  /** Shell text. References in the story stand here as environment variables, which `env` sets. */
  readonly script: string
  /** `bash -eo pipefail`, `sh -e`, or PowerShell that stops at the first error. */
  readonly shell: 'bash' | 'sh' | 'pwsh'
  /** Relative to the root of the checkout; `.` is the root. */
  readonly workingDirectory: string
  readonly env: Env
  readonly status: Status
  readonly condition: Condition
  readonly continueOnError: boolean
  /** Whole minutes; null: that of the job. */
  readonly timeoutMinutes: number | null
  /** How often the failed step is tried again. */
  readonly retry: number
  /** Whether the script may write outputs to the file named by `$PIPEGEN_OUTPUT`. */
  readonly writesOutputs: boolean
  readonly raw: readonly RawPatch[]
  readonly origin: Origin
}

/** A step that is written for each vendor by hand. */
export interface VendorStep {
  readonly kind: 'vendor'
  readonly name: Text
  /** By vendor id: the vendor's own step as data, or a portable one. A vendor that is missing leaves the step out. */
  readonly variants: Readonly<
    Record<string, { readonly native: Readonly<Record<string, unknown>> } | { readonly run: RunStep }>
  >
  /** For vendors that have no variant; null: they cannot do the step. */
  readonly otherwise: RunStep | null
  /** The id of the vendor whose step `otherwise` stands for by a recipe of pipegen; null: the story says it, or nobody does. */
  readonly recipeOf: string | null
  readonly status: Status
  readonly condition: Condition
  readonly origin: Origin
}
