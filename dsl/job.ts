import type { Origin } from '../src/origin.ts'
import { callSite } from './call-site.ts'
import type { Unsupported } from './gate.ts'
import type { JobSpec } from './job-spec.ts'
import type { Axes } from './matrix.ts'
import { type Value, value } from './value.ts'

declare const uses: unique symbol

/** A job of a story. The type parameters name its outputs and the features that it uses. */
export interface Job<Out extends string, U extends string> extends AnyJob {
  /** Its outputs as values: whoever uses one waits for the job. */
  readonly outputs: { readonly [K in Out]: Value }
  readonly [uses]?: U
}

/** Any job, to be needed. */
export interface AnyJob {
  readonly kind: 'job'
  readonly origin: Origin
}

/** A job waited for in another way than the usual. */
export interface Need {
  readonly kind: 'need'
  readonly job: AnyJob
  readonly artifacts: boolean
  readonly optional: boolean
}

/** What the compiler of stories reads of a job. */
export interface JobData extends AnyJob {
  readonly spec: JobSpec<string, Axes>
}

type Options = keyof JobSpec<never, Axes>

/**
 * Steps on one machine. Its key in the stages is its name.
 *
 * @example
 * const unit = job({
 *   matrix: { version: ['3.12', '3.13'] },
 *   tools: ({ version }) => [python(version)],
 *   steps: [sh`tox -e py`],
 * })
 */
export function job<
  const Out extends string = never,
  const A extends Axes = Record<never, never>,
  const K extends string = never,
>(
  spec: JobSpec<Out, A> & {
    readonly [P in K]?: P extends Options ? unknown : Unsupported<`a job has no option '${P}'`>
  },
): Job<Out, `job.${K}`> {
  const outputs: Record<string, Value> = {}
  const made = { kind: 'job' as const, spec, outputs: outputs as { readonly [P in Out]: Value }, origin: callSite(job) }
  for (const name of spec.outputs ?? []) outputs[name] = value({ from: 'output', owner: made, name })
  return made
}

/** Waits for a job without taking its artifacts. @example needs: [build, after(lint)] */
export function after(job: AnyJob): Need {
  return { kind: 'need', job, artifacts: false, optional: false }
}

/** Waits for a job, and runs also when that one was skipped. @example needs: [build, optional(scan), optional(after(lint))] */
export function optional(job: AnyJob | Need): Need {
  return isNeed(job) ? { ...job, optional: true } : { kind: 'need', job, artifacts: true, optional: true }
}

function isNeed(job: AnyJob | Need): job is Need {
  return job.kind === 'need'
}
