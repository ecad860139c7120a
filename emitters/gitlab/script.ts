import { tests } from '../../src/condition/tests.ts'
import type { Yaml } from '../../src/document.ts'
import { textOf } from '../../src/features/jobs.ts'
import type { Env, Job } from '../../src/ir.ts'
import { oneLine } from '../../src/shell/quote.ts'
import { scriptSteps } from './after-script.ts'
import { checkArtifacts } from './artifacts.ts'
import { settle } from './conditions/settle.ts'
import { testOf } from './conditions/test.ts'
import { isOpen } from './open.ts'
import { openOutputs, readOutputs, survivesFailure, writeOutputs } from './outputs.ts'
import type { Plan } from './plan.ts'
import { waitFor } from './services.ts'
import { plainScript } from './steps/plain.ts'
import { powerExports, powerStep } from './steps/power.ts'
import { item, needsStatus, type Setting, type Shell, stepsOf, writeSteps } from './steps.ts'
import { groundOf, onWindows } from './tools.ts'
import type { Values } from './values.ts'

/** Ends a job at once where its image has no bash. */
export const bashGuard = ': "${BASH_VERSION:?the steps of this job need an image with bash}"'

/** The script of a job, never empty. */
export function writeScript(
  job: Job,
  exports: readonly string[],
  loose: Env,
  values: Values,
  plan: Plan,
): readonly Yaml[] {
  const script = onWindows(job) ? writePowerScript(job, loose, values) : writeShellScript(job, exports, values, plan)
  return script.length === 0 ? [':'] : script
}

/** What puts its values in place, its steps, and what is done with their results. */
function writeShellScript(job: Job, exports: readonly string[], values: Values, plan: Plan): readonly Yaml[] {
  const { shell } = groundOf(job)
  const read = readOutputs(job, plan)
  const checks = checkArtifacts(job)
  const steps = scriptSteps(job)
  const keepsStatus = needsStatus(steps) || survivesFailure(job, plan)
  const hasOutputs = job.outputs.length > 0
  const setting: Setting = {
    values,
    triggers: plan.pipeline.triggers,
    shell,
    keepsStatus,
    goesOn: hasOutputs || checks.length > 0,
  }
  const skip = skipOf(job, values, plan)
  return [
    ...(!isOpen(plan.pipeline) && needsBash(job, shell) ? [item('', bashGuard)] : []),
    ...(read.length === 0 ? [] : [item('Read the outputs of other jobs', read.join('\n'))]),
    ...(skip === undefined ? [] : [item('', skip)]),
    ...(exports.length === 0 ? [] : [item('', exports.join('\n'))]),
    ...waitFor(job, shell, plan.pipeline),
    ...(hasOutputs ? [openOutputs()] : []),
    ...(keepsStatus ? [item('', 'PIPEGEN_STATUS=0')] : []),
    ...writeSteps(steps, setting),
    ...(hasOutputs ? [writeOutputs(job, plan)] : []),
    ...(keepsStatus
      ? [item('', checks.length > 0 ? '[ "$PIPEGEN_STATUS" = 0 ] || exit "$PIPEGEN_STATUS"' : 'exit "$PIPEGEN_STATUS"')]
      : []),
    ...checks,
  ]
}

/** Whether a step of an image that is not known could be run by a shell that reads it in another way. */
function needsBash(job: Job, shell: Shell): boolean {
  if (shell !== 'unknown') return false
  return stepsOf(job.steps).some(({ step }) => {
    const plain = plainScript(step.script)
    return step.shell === 'bash' && (plain === undefined || plain.pipes || plain.echoes)
  })
}

// Outputs are known only when the job has begun, so that it ends at once where its condition does not hold.
function skipOf(job: Job, values: Values, plan: Plan): string | undefined {
  if (!tests(job.condition).some((test) => test.test === 'equals' && test.value.ref === 'output')) return undefined
  const test = testOf(settle(job.condition, plan.pipeline.triggers), values)
  return test === undefined
    ? undefined
    : `if ${test}; then :; else\necho 'Nothing to do: the condition of this job does not hold.'\nexit 0\nfi`
}

function writePowerScript(job: Job, loose: Env, values: Values): readonly Yaml[] {
  const exports = powerExports(loose, values)
  return [
    ...(exports.length === 0 ? [] : [item('', exports.join('\n'))]),
    ...stepsOf(job.steps, true).map(({ step, name }) => item(oneLine(textOf(name)), powerStep(step, values))),
  ]
}
