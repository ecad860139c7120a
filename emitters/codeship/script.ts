import { isYes } from '../../src/condition/build.ts'
import type { TextFile } from '../../src/document.ts'
import { refsOfJob } from '../../src/refs.ts'
import { openOutputs } from '../../src/shell/outputs.ts'
import { statusVariable } from '../../src/shell/run.ts'
import { keepsAfterFailure, readArtifacts, writeArtifacts } from './artifacts.ts'
import { writeTools } from './basic/tools.ts'
import { writeSubmodules, writeWorkspace } from './checkout.ts'
import { asksEvent, findEvent, isBareEvent, skipUnless } from './conditions/guard.ts'
import type { When } from './conditions/when.ts'
import { envOf, writeEnv } from './env.ts'
import { isGated } from './gates.ts'
import { readOutputs, sharesAnything, writeOutputs } from './outputs.ts'
import { waitFor } from './services.ts'
import { needsStatus, partsOf, writeSteps } from './steps.ts'
import { needsEvent, type Scope } from './values.ts'

/** What a script has to know beside its job. */
export interface Around {
  readonly path: string
  readonly header: readonly string[]
  readonly suffix: string
  readonly when: When
  /** Whether the builds that a person has let go on leave the job out, for it deployed before. */
  readonly onlyOnce: boolean
}

/** The script of a job in a cell: CodeShip's `command` is no shell. */
export function writeScript(scope: Scope, around: Around): TextFile {
  const { job, pipeline } = scope
  const parts = partsOf(job.steps, scope)
  const guard = around.when.guard
  const tracked = needsStatus(parts) || keepsAfterFailure(job)
  const shares = sharesAnything(pipeline)
  const told = refsOfJob(job).some(({ ref }) => needsEvent(ref, scope))
  const asks = told || (asksEvent(guard) && !isBareEvent(guard)) || parts.some((part) => asksEvent(part.condition))
  const outputs = readOutputs(job, guard, pipeline)
  const env = [...writeEnv(envOf(pipeline.env, job), scope)]
  const early = outputs.length > 0 && guardReads(around.when)
  const submodules = writeSubmodules(job)
  const blocks = [
    'set -e',
    ...(asks ? [findEvent(scope, told)] : []),
    ...(early ? ['pipegen_checkout=$PWD', ...outputs] : []),
    ...(isYes(guard) ? [] : [skipUnless(guard, scope)]),
    ...(around.onlyOnce && !isGated(job) ? [once] : []),
    writeWorkspace(job, shares),
    ...(submodules.length === 0 ? [] : [submodules.join('\n')]),
    ...(early ? [] : outputs),
    ...readArtifacts(job, pipeline),
    ...(scope.flavor.images ? [] : writeTools(scope)),
    ...(env.length === 0 ? [] : [env.join('\n')]),
    ...waitFor(job, scope),
    ...(job.outputs.length > 0 ? [openOutputs] : []),
    ...(tracked ? [`${statusVariable}=0`] : []),
    ...writeSteps(parts, scope, tracked),
    ...(job.outputs.length > 0 ? [writeOutputs(job, pipeline)] : []),
    ...writeArtifacts(job, around.suffix, pipeline, tracked),
    ...(tracked ? [`exit "$${statusVariable}"`] : []),
  ]
  const head = ['#!/bin/sh', ...around.header.map((line) => `# ${line}`)].join('\n')
  return { kind: 'text', path: around.path, text: `${[head, ...blocks].join('\n\n')}\n`, executable: true }
}

// https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps#_manual_approval_steps
const once = `# A build that a person has let go on runs all steps anew; this one did its work before
case "$CI_BUILD_APPROVED" in
  '' | false) ;;
  *) exit 0 ;;
esac`

function guardReads({ guard }: When): boolean {
  return JSON.stringify(guard).includes('"output"')
}
