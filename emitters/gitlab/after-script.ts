import type { Yaml } from '../../src/document.ts'
import type { Job, RunStep, Step } from '../../src/ir.ts'
import type { Plan } from './plan.ts'
import { item, type Setting, writeSteps } from './steps.ts'
import { id } from './title.ts'
import { groundOf, onWindows } from './tools.ts'
import type { Values } from './values.ts'

/** The steps of a job without those that a raw patch puts behind its script: https://docs.gitlab.com/ci/yaml/#after_script */
export function scriptSteps(job: Job): readonly Step[] {
  return hasAfter(job) ? job.steps.filter((step) => !isAfter(step)) : job.steps
}

/** What runs behind the script of a job, in a shell of its own; there a failure ends nothing. */
export function writeAfterScript(
  job: Job,
  exports: readonly string[],
  values: Values,
  { pipeline }: Plan,
): readonly Yaml[] | undefined {
  if (!hasAfter(job)) return undefined
  const steps = job.steps
    .filter(isAfter)
    .map((step): RunStep => ({ ...step, status: 'success', continueOnError: false, raw: [] }))
  const setting: Setting = {
    values,
    triggers: pipeline.triggers,
    shell: groundOf(job).shell,
    goesOn: false,
    keepsStatus: false,
  }
  return [...(exports.length === 0 ? [] : [item('', exports.join('\n'))]), ...writeSteps(steps, setting)]
}

// Most jobs have no such step, and most steps no patch.
function hasAfter(job: Job): boolean {
  return job.steps.some(isAfter) && !onWindows(job)
}

/** Whether a raw patch puts a step behind the script of its job. */
export function isAfter(step: Step): step is RunStep {
  return step.kind === 'run' && step.raw.some(({ vendor, patch }) => vendor === id && patch.after_script === true)
}
