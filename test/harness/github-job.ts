import { parse } from 'yaml'
import { type Contexts, evaluateText } from './evaluate-github.ts'

type Env = Readonly<Record<string, string | number | boolean>>

interface Defaults {
  readonly run?: { readonly shell?: string; readonly 'working-directory'?: string }
}

/** A step of a workflow, as far as tests run it. */
export interface GithubStep {
  readonly id?: string
  readonly name?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly with?: Env
  readonly env?: Env
  readonly 'working-directory'?: string
  readonly 'continue-on-error'?: boolean
  readonly 'timeout-minutes'?: number
}

/** A job of a workflow, as far as tests look at it. */
export interface GithubJob {
  readonly name?: string
  readonly needs?: string | readonly string[]
  readonly if?: string
  readonly env?: Env
  readonly defaults?: Defaults
  readonly outputs?: Readonly<Record<string, string>>
  readonly 'continue-on-error'?: boolean
  readonly 'timeout-minutes'?: number
  readonly strategy?: { readonly matrix?: Readonly<Record<string, unknown>> }
  readonly steps?: readonly GithubStep[]
}

/** A workflow, as far as tests look at it. */
export interface GithubWorkflow {
  readonly name?: string
  readonly on: Readonly<Record<string, Readonly<Record<string, readonly string[]>> | null>>
  readonly env?: Env
  readonly defaults?: Defaults
  readonly jobs: Readonly<Record<string, GithubJob>>
}

/** Reads a workflow as GitHub does: by YAML 1.2. */
export function readWorkflow(text: string): GithubWorkflow {
  return parse(text) as GithubWorkflow
}

/** The jobs that a job names in its needs. */
export function needsOf(workflow: GithubWorkflow, id: string): readonly string[] {
  const needs = workflow.jobs[id]?.needs ?? []
  return typeof needs === 'string' ? [needs] : needs
}

/** The jobs that must have ended before a job starts. */
export function ancestorsOn(workflow: GithubWorkflow, id: string): ReadonlySet<string> {
  return new Set(needsOf(workflow, id).flatMap((other) => [other, ...ancestorsOn(workflow, other)]))
}

/** What runs a step: a command, the script that it is given in a file, and the environment. */
export interface Invocation {
  readonly command: readonly string[]
  readonly script: string
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
}

/** How GitHub runs a step. `more` stands for what earlier steps added to the environment. */
export function invocationOf(
  workflow: GithubWorkflow,
  job: GithubJob,
  step: GithubStep,
  contexts: Contexts,
  more: Readonly<Record<string, string>> = {},
): Invocation {
  const shell = step.shell ?? job.defaults?.run?.shell ?? workflow.defaults?.run?.shell
  return {
    command: commands[shell ?? ''] ?? [],
    script: evaluateText(step.run ?? '', contexts),
    env: {
      ...evaluated(workflow.env, contexts),
      ...evaluated(job.env, contexts),
      ...more,
      ...evaluated(step.env, contexts),
    },
    cwd: step['working-directory'] ?? job.defaults?.run?.['working-directory'] ?? '.',
  }
}

/** The environment of a map of `env`. */
export function evaluated(env: Env | undefined, contexts: Contexts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env ?? {}).map(([name, value]) => [name, evaluateText(String(value), contexts)]),
  )
}

// https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
const commands: Readonly<Record<string, readonly string[]>> = {
  '': ['bash', '-e'],
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
  sh: ['sh', '-e'],
}
