import type { Condition } from './condition.ts'
import type { VendorId, VendorPatches } from './gate.ts'
import type { Minutes } from './job-spec.ts'
import type { EnvSpec, Value, Words } from './value.ts'

/** A script: `bash` that stops at the first failure, also inside a pipe; or PowerShell. */
export interface Command {
  readonly kind: 'command'
  readonly shell: 'default' | 'pwsh'
  readonly strings: TemplateStringsArray
  readonly values: readonly unknown[]
}

/** What can stand between the text of a script: a value of the run, or plain text, which is quoted. */
export type Inserted = Value<string> | Value<number> | Value<boolean> | Value<never> | string | number

/**
 * A shell script. Plain text is the shell's own (`$HOME` stays `$HOME`); a `${value}` becomes an environment variable
 * in the right quotes, so that no value is ever read as code. Secrets are given by `env`.
 *
 * @example
 * steps: [sh`npm ci`, sh`./deploy ${image.outputs.digest}`]
 */
export function sh(strings: TemplateStringsArray, ...values: readonly Inserted[]): Command {
  return { kind: 'command', shell: 'default', strings, values }
}

/** A PowerShell script that stops at the first error. @example steps: [pwsh`Get-ChildItem env:`] */
export function pwsh(strings: TemplateStringsArray, ...values: readonly Inserted[]): Command {
  return { kind: 'command', shell: 'pwsh', strings, values }
}

/** What `step` takes. */
export interface StepSpec {
  readonly run: Command
  /** What people read in the log. */
  readonly name?: Words
  readonly env?: EnvSpec
  /** When it runs; after `onFailure()` or `always()`, also when a step before it failed. */
  readonly when?: Condition
  /** `bash -eo pipefail` (the default), or `sh -e`. */
  readonly shell?: 'bash' | 'sh'
  /** From the root of the checkout. */
  readonly workingDirectory?: string
  /** Whether the job goes on when the step fails. */
  readonly continueOnError?: boolean
  /** Minutes as a number, or `'90m'`, `'2h'`. */
  readonly timeout?: Minutes
  /** How often a failed step is tried again. */
  readonly retry?: number
  /** Changes of a vendor's own step by hand. */
  readonly raw?: { readonly [V in VendorId]?: VendorPatches<V, 'step'> }
}

/** A step with options. */
export interface Step {
  readonly kind: 'step'
  readonly spec: StepSpec
}

/**
 * A step with a name or options; a plain `sh` does for one without.
 *
 * @example
 * step({ name: 'Publish', run: sh`npm publish`, when: tag('v*'), env: { NODE_AUTH_TOKEN: npmToken } })
 */
export function step(spec: StepSpec): Step {
  return { kind: 'step', spec }
}

/** By vendor: its own step as data, or a script. */
export type VendorSteps = { readonly [V in VendorId]?: VendorPatches<V, 'step'> | Command | Step }

/** What `vendorStep` takes: what the step is on each vendor, under the vendor's name, beside these options. */
export interface VendorStepSpec extends VendorSteps {
  readonly name?: Words
  readonly when?: Condition
  /** What it is by vendor, for stories that put this together. */
  readonly on?: VendorSteps
  /**
   * For every other vendor. Without it they get the script that pipegen has for the step, if it knows what the step does;
   * else they are refused.
   */
  readonly otherwise?: Command | Step
}

/** A step that is written for each vendor by hand. */
export interface VendorStep {
  readonly kind: 'vendorStep'
  readonly spec: VendorStepSpec
}

/**
 * A step that some vendor has ready-made, and others need a script for. The editor completes the vendors and their steps;
 * for many of them pipegen knows the script.
 *
 * @example
 * vendorStep({ name: 'Analyse', [vendor]: { uses: '…', with: { languages: 'go' } }, otherwise: sh`./analyse go` })
 */
export function vendorStep(spec: VendorStepSpec): VendorStep {
  return { kind: 'vendorStep', spec }
}

/** What can stand in the steps of a job. */
export type StepLike = Command | Step | VendorStep
