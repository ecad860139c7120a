import { isYes } from '../../../src/condition/build.ts'
import type { RunStep } from '../../../src/ir.ts'
import { runLines } from '../../../src/shell/run.ts'
import { stepEnv } from '../env.ts'
import type { Scope } from '../values.ts'

/**
 * Whether a step can stand in `after-script`, which runs whatever happened, in a shell of its own, and whose result does
 * not count: https://support.atlassian.com/bitbucket-cloud/docs/step-options/
 */
function canStandAfter(step: RunStep): boolean {
  return step.status !== 'success' && step.continueOnError && !step.writesOutputs && step.retry === 0
}

/** A step as an item of `after-script`. */
export function writeAfter(step: RunStep, scope: Scope): string {
  const tests = step.status === 'failure' ? ['[ "$BITBUCKET_EXIT_CODE" != 0 ]'] : []
  return runLines(step, { env: stepEnv(step.env, scope), tests, tracked: false })
}

/** The steps at the end that can stand in `after-script`, if all before them run after success alone. */
export function trailing(steps: readonly RunStep[]): number {
  let count = 0
  while (count < steps.length && canStandAfter(steps[steps.length - 1 - count] as RunStep)) count += 1
  const plain = steps.slice(0, steps.length - count).every((step) => step.status === 'success')
  return plain && steps.every((step) => isYes(step.condition) || !canStandAfter(step)) ? count : 0
}
