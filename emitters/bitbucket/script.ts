import { isYes } from '../../src/condition/build.ts'
import { plain, type Yaml } from '../../src/document.ts'
import type { Condition } from '../../src/ir.ts'
import { openOutputs } from '../../src/shell/outputs.ts'
import { again, process, statusVariable } from '../../src/shell/run.ts'
import { checkArtifacts } from './artifacts.ts'
import { writeCheckout } from './checkout.ts'
import { guardOf } from './conditions/guard.ts'
import { envOf, writeEnv } from './env.ts'
import { item } from './item.ts'
import { outputsRead, readOutputs, writeOutputs } from './outputs.ts'
import { waitFor } from './services.ts'
import { trailing, writeAfter } from './steps/after.ts'
import { nameOf, needsStatus, partsOf, writeSteps } from './steps.ts'
import type { Scope } from './values.ts'
import { checkNumbers } from './variables.ts'

/** The commands of a step: its script, and what runs after it whatever happened. */
export interface Script {
  readonly script: readonly Yaml[]
  readonly after: readonly Yaml[]
}

/** The script of a job in a cell. `guard` is what must hold for it to do anything. */
export function writeScript(scope: Scope, guard: Condition): Script {
  const { job, start } = scope
  const parts = partsOf(job.steps, scope)
  const runs = parts.flatMap((part) => (part.run === null ? [] : [{ ...part.run, condition: part.condition }]))
  const checks = checkArtifacts(job)
  const canEnd = isYes(guard) && checks.length === 0 && runs.length === parts.length && !loops(scope)
  const count = canEnd ? trailing(runs) : 0
  const body = parts.slice(0, parts.length - count)
  const tracked = needsStatus(body)
  const hasOutputs = job.outputs.length > 0
  const env = writeEnv(envOf(start.pipeline.env, job), scope)
  const outputs = readOutputs(outputsRead(job, start))
  const script = [
    ...outputs,
    ...(isYes(guard) ? [] : [item('', skip(guardOf(guard, scope)))]),
    ...checkNumbers(job, start),
    ...writeCheckout(job, start),
    ...env,
    ...waitFor(job),
    ...(hasOutputs ? [item('', openOutputs)] : []),
    ...writeSteps(body, scope),
    ...(hasOutputs ? [writeOutputs(job, start)] : []),
    ...(tracked ? [item('', result(checks.length > 0))] : []),
    ...checks,
  ]
  const after = parts
    .slice(parts.length - count)
    .flatMap((part) => (part.run === null ? [] : [item(nameOf(part.name, scope), writeAfter(part.run, scope))]))
  return {
    script: loops(scope) ? [loop(script, scope)] : script.length === 0 ? ['true'] : script,
    // It runs in a shell of its own, which has what Bitbucket gives alone.
    after: after.length === 0 ? [] : [...outputs, ...env, ...after],
  }
}

// A step has one strategy for failures, so that a job that may fail is tried again by its own script.
function loops({ job }: Scope): boolean {
  return job.retry > 0 && job.allowFailure
}

function loop(items: readonly Yaml[], { job }: Scope): Yaml {
  const text = items.map(textOf).join('\n')
  return item(
    'Try the job again in the same container',
    again(process('sh -e', text, 'JOB', 4), job.retry + 1, 'exit "$pipegen_code"'),
  )
}

function textOf(value: Yaml): string {
  const text = plain(value)
  return typeof text === 'string' ? text : ''
}

function skip(test: string): string {
  return `if ${test}; then :; else\n  echo 'Nothing to do: the condition of this job does not hold.'\n  exit 0\nfi`
}

function result(goesOn: boolean): string {
  return goesOn ? `[ "$${statusVariable}" = 0 ] || exit "$${statusVariable}"` : `exit "$${statusVariable}"`
}
