import { isYes } from '../../src/condition/build.ts'
import type { RunStep, Status, Step } from '../../src/ir.ts'
import { stepCondition } from './conditions.ts'
import { stepEnv, writeEnv } from './env.ts'
import { and, condition, type Expression, escapeText } from './expression.ts'
import { ownStep } from './own-step.ts'
import { patchStep } from './raw.ts'
import { retried } from './retry.ts'
import type { JobScene } from './scene.ts'
import type { GithubRunStep, GithubStep } from './schema.ts'
import { block } from './shell.ts'
import { tidy } from './tidy.ts'
import { writeText } from './values.ts'
import { writeOnce } from './written.ts'

/** The steps of the story in a job. */
export function writeSteps(scene: JobScene, ids: ReadonlyMap<RunStep, string>): readonly GithubStep[] {
  const steps: GithubStep[] = []
  for (const step of scene.job.steps) {
    if (step.kind === 'run') steps.push(writeScript(step, ids, scene))
    else {
      const own = ownStep(step)
      if (own !== undefined)
        steps.push('run' in own ? writeScript(own.run, ids, scene) : writeNative(step, own.native, scene))
    }
  }
  return steps
}

// Whatever depends on the job is written for the job.
function writeScript(step: RunStep, ids: ReadonlyMap<RunStep, string>, scene: JobScene): GithubStep {
  const id = ids.get(step)
  if (id !== undefined || !standsAlone(step)) return patchStep(writeRun(step, id, scene), step.raw, scene)
  const { scripts } = scene.written
  let twins = scripts.get(step.script)
  if (twins === undefined) {
    twins = []
    scripts.set(step.script, twins)
  }
  return writeOnce(step, twins, isSame, () => writeRun(step, id, scene))
}

function standsAlone({ name, env, status, condition, raw }: RunStep): boolean {
  return (
    env.length === 0 &&
    status === 'success' &&
    isYes(condition) &&
    raw.length === 0 &&
    name.length < 2 &&
    typeof name[0] !== 'object'
  )
}

// Two steps with the same script that stand alone.
function isSame(one: RunStep, other: RunStep): boolean {
  return (
    one.name[0] === other.name[0] &&
    one.shell === other.shell &&
    one.workingDirectory === other.workingDirectory &&
    one.continueOnError === other.continueOnError &&
    one.timeoutMinutes === other.timeoutMinutes &&
    one.retry === other.retry
  )
}

/** The `if` of a step that runs after a status; where a gate was not passed, nothing of the story runs. */
export function statusOf(status: Status, scene: JobScene): Expression | undefined {
  if (status === 'success') return undefined
  return and(`${status}()`, scene.gate === undefined ? undefined : `steps.${scene.gate}.outcome == 'success'`)
}

function writeRun(step: RunStep, id: string | undefined, scene: JobScene): GithubStep {
  const script = id === undefined ? step.script : `${exports[step.shell]}\n${step.script}`
  return tidy<GithubRunStep>({
    name: step.name.length === 0 ? undefined : writeText(step.name, scene),
    id,
    if: ifOf(step, scene),
    'continue-on-error': step.continueOnError ? true : undefined,
    'timeout-minutes': step.timeoutMinutes ?? undefined,
    env: writeEnv(stepEnv(step.env, scene), scene),
    'working-directory': step.workingDirectory === '.' ? undefined : escapeText(step.workingDirectory),
    shell: step.shell,
    run: block(escapeText(retried(step, script))),
    background: undefined,
  }) as GithubStep
}

// The name of the file is known to the shell alone.
const exports = {
  bash: 'export PIPEGEN_OUTPUT="$GITHUB_OUTPUT"',
  sh: 'export PIPEGEN_OUTPUT="$GITHUB_OUTPUT"',
  pwsh: '$env:PIPEGEN_OUTPUT = $env:GITHUB_OUTPUT',
} as const

function writeNative(step: Step, native: Readonly<Record<string, unknown>>, scene: JobScene): GithubStep {
  const { name: theirs, if: asked, ...rest } = native
  const name = step.name.length === 0 ? theirs : writeText(step.name, scene)
  const own = ifOf(step, scene)
  const both = own === undefined ? asked : asked === undefined ? own : condition(and(bare(own), bare(String(asked))))
  return {
    ...(name === undefined ? {} : { name }),
    ...(both === undefined ? {} : { if: both }),
    ...rest,
  } as unknown as GithubStep
}

function ifOf(step: Pick<Step, 'status' | 'condition' | 'origin'>, scene: JobScene): string | undefined {
  return condition(and(statusOf(step.status, scene), stepCondition(step, scene)))
}

function bare(text: string): Expression {
  return /^\$\{\{(.*)\}\}$/s.exec(text.trim())?.[1]?.trim() ?? text
}
