import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { combinationsOf } from '../../emitters/github/simulate/matrix.ts'
import type { Data } from '../../src/yaml/data.ts'
import { type Contexts, evaluateCondition, evaluateText } from './evaluate-github.ts'
import {
  ancestorsOn,
  type GithubJob,
  type GithubStep,
  type GithubWorkflow,
  invocationOf,
  needsOf,
  readWorkflow,
} from './github-job.ts'
import { runAction } from './run-action.ts'
import { runContainer } from './run-container.ts'
import { cloneTo, onStage, type Stage } from './stage.ts'
import type { WrittenFile } from './tekton-objects.ts'

type Result = 'success' | 'failure' | 'skipped'
type Texts = Readonly<Record<string, string>>

/** What a job leaves for those after it. */
interface Ended {
  readonly result: Result
  readonly outputs: Texts
}

/**
 * Runs the scripts of a workflow in the order and under the conditions that GitHub documents, each in the shell that it
 * documents; of actions, it does what those that move files do. Tells the trace.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#environment-files
 */
export function runGithub(files: readonly WrittenFile[]): Promise<string> {
  return onStage(files, (stage) => {
    const workflow = readWorkflow(files.find(({ path }) => path.endsWith('.yml'))?.text ?? '')
    const ended = new Map<string, Ended>()
    const visit = (id: string): void => {
      if (ended.has(id)) return
      const job = workflow.jobs[id] as GithubJob
      needsOf(workflow, id).forEach(visit)
      ended.set(id, runJob(workflow, id, job, ended, stage))
    }
    Object.keys(workflow.jobs).forEach(visit)
    return [...ended].some(([id, { result }]) => result === 'failure' && !mayFail(workflow.jobs[id])) ? 1 : 0
  })
}

function runJob(
  workflow: GithubWorkflow,
  id: string,
  job: GithubJob,
  ended: ReadonlyMap<string, Ended>,
  stage: Stage,
): Ended {
  const seen = (other: string) => (mayFail(workflow.jobs[other]) ? 'success' : ended.get(other)?.result)
  const before = [...ancestorsOn(workflow, id)].map(seen)
  const needs = Object.fromEntries(
    needsOf(workflow, id).map((other) => [other, { result: seen(other), outputs: ended.get(other)?.outputs ?? {} }]),
  )
  const github = { event_name: 'push', ref: 'refs/heads/main', ref_name: 'main', sha: stage.revision, event: {} }
  const status = {
    success: before.every((one) => one === 'success'),
    failure: before.includes('failure'),
    always: true,
    cancelled: false,
  }
  if (!evaluateCondition(job.if, { github, needs }, status)) return { result: 'skipped', outputs: {} }
  const runs = (combinationsOf(job.strategy?.matrix as Data | undefined, {}) ?? [{}]).map((matrix, index) =>
    runSteps(workflow, job, { github, needs, matrix, strategy: { 'job-index': index } }, stage, `${id}-${index}`),
  )
  return runs.find(({ result }) => result === 'failure') ?? (runs[0] as Ended)
}

function runSteps(workflow: GithubWorkflow, job: GithubJob, contexts: Contexts, stage: Stage, name: string): Ended {
  const { folder } = stage
  const place = {
    workspace: join(folder, name),
    temporary: join(folder, `${name}-temp`),
    store: join(folder, 'artifacts'),
  }
  for (const one of Object.values(place)) mkdirSync(one, { recursive: true })
  const until = Date.now() + (job['timeout-minutes'] ?? 360) * minute
  let more: Texts = {}
  let result: Result = 'success'
  const steps: Record<string, { readonly outputs: Texts }> = {}
  for (const step of job.steps ?? []) {
    const known = { ...contexts, steps, runner: { temp: place.temporary } }
    const status = { success: result === 'success', failure: result === 'failure', always: true, cancelled: false }
    if (!evaluateCondition(step.if, known, status)) continue
    const files = { GITHUB_OUTPUT: join(place.temporary, 'output'), GITHUB_ENV: join(place.temporary, 'env') }
    for (const file of Object.values(files)) writeFileSync(file, '')
    const passed =
      step.uses === undefined
        ? runScript(workflow, job, step, known, more, files, place, stage, until)
        : useAction(step, known, place, stage)
    if (!passed && step['continue-on-error'] !== true) result = 'failure'
    if (step.id !== undefined) steps[step.id] = { outputs: readPairs(files.GITHUB_OUTPUT) }
    more = { ...more, ...readPairs(files.GITHUB_ENV) }
  }
  const outputs = Object.fromEntries(
    Object.entries(job.outputs ?? {}).map(([key, value]) => [key, evaluateText(value, { ...contexts, steps })]),
  )
  return { result, outputs }
}

/** Milliseconds that stand for a minute of a time limit. */
const minute = 3000

interface Place {
  readonly workspace: string
  readonly temporary: string
  readonly store: string
}

function runScript(
  workflow: GithubWorkflow,
  job: GithubJob,
  step: GithubStep,
  contexts: Contexts,
  more: Texts,
  files: Texts,
  place: Place,
  stage: Stage,
  until: number,
): boolean {
  const { command, script, env, cwd } = invocationOf(workflow, job, step, contexts, more)
  const own = {
    ...files,
    CI: 'true',
    TRACE: stage.trace,
    HOME: stage.folder,
    RUNNER_TEMP: place.temporary,
    GITHUB_WORKSPACE: place.workspace,
    GITHUB_REF: 'refs/heads/main',
  }
  const file = join(place.temporary, 'step.sh')
  writeFileSync(file, script)
  const code = runContainer({
    command: [...command, file],
    cwd: join(place.workspace, cwd),
    env: { ...own, ...env },
    log: stage.log,
    limit: Math.max(1, Math.min((step['timeout-minutes'] ?? 360) * minute, until - Date.now())),
  })
  return code === 0
}

function useAction(step: GithubStep, contexts: Contexts, place: Place, stage: Stage): boolean {
  const inputs = Object.fromEntries(
    Object.entries(step.with ?? {}).map(([key, value]) => [key, evaluateText(String(value), contexts)]),
  )
  if (step.uses?.startsWith('actions/checkout@') === true) cloneTo(stage, place.workspace)
  else return runAction(step.uses ?? '', inputs, place.workspace, place.store)
  return true
}

/** The pairs of an environment file: `name=value`, or `name<<END` with lines up to the end. */
function readPairs(file: string): Texts {
  const lines = readFileSync(file, 'utf8').split('\n')
  const pairs: Record<string, string> = {}
  for (let at = 0; at < lines.length; at++) {
    const [line = '', name, , end] = /^([^=<]+)(=|<<)(.*)$/.exec(lines[at] ?? '') ?? []
    if (name === undefined) continue
    if (!line.startsWith(`${name}<<`)) pairs[name] = line.slice(name.length + 1)
    else {
      const close = lines.indexOf(end ?? '', at + 1)
      pairs[name] = lines.slice(at + 1, close).join('\n')
      at = close
    }
  }
  return pairs
}

function mayFail(job: GithubJob | undefined): boolean {
  return job?.['continue-on-error'] === true
}
