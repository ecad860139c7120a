import type { Env, Job, Pipeline } from '../ir.ts'
import { type Scope, textIn } from './values.ts'

/** The environment of one step of a run. */
export interface StepEnv {
  /** The place of the step in its job. */
  readonly step: number
  readonly env: Readonly<Record<string, string>>
}

/**
 * What the steps of a run have in their environment beside what machines and images bring. What only the run knows, and
 * every secret, stands as `<NAME>`.
 */
export function envOf(pipeline: Pipeline, job: Job, scope: Scope): readonly StepEnv[] {
  return job.steps.map((step, index) => ({
    step: index,
    env: filled([pipeline.env, job.env, step.kind === 'run' ? step.env : []], scope),
  }))
}

function filled(layers: readonly Env[], scope: Scope): Readonly<Record<string, string>> {
  return Object.fromEntries(layers.flat().map(({ name, value }) => [name, textIn(value, scope)]))
}
