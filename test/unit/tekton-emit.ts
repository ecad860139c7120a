import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv, type ValidateFunction } from 'ajv'
import { job, push, story } from 'pipegen'
import { parse } from 'yaml'
import { compileStory } from '../../dsl/compile.ts'
import type { JobSpec } from '../../dsl/job-spec.ts'
import type { Story } from '../../dsl/story.ts'
import { tekton } from '../../emitters/tekton/index.ts'
import type { TektonPipelineRun, TektonPipelineTask, TektonStep } from '../../emitters/tekton/schema.ts'
import { collect, type Diagnostic } from '../../src/diagnostics.ts'
import { emitStories, type Output } from '../../src/emit.ts'
import type { Pipeline } from '../../src/ir.ts'

/** What became of stories. */
export interface Emitted {
  readonly outputs: readonly Output[]
  readonly found: readonly Diagnostic[]
  /** The run of a file, by the end of its name: `push`, `pull-request`. */
  readonly run: (suffix: string) => TektonPipelineRun
}

/** The pipeline of a story; a fault of the story is a fault of the test. */
export function compiled(given: Story): Pipeline {
  const { report, found } = collect()
  const pipeline = compileStory(given, { source: 'ci.story.ts', vendors: ['tekton'] }, report)
  if (pipeline === undefined) throw new Error(found.map((one) => one.message).join('\n'))
  return pipeline
}

/** Emits stories. */
export async function emitted(...given: readonly Story[]): Promise<Emitted> {
  return emittedPipelines(given.map(compiled))
}

/** Emits pipelines. */
export async function emittedPipelines(pipelines: readonly Pipeline[]): Promise<Emitted> {
  const { report, found } = collect()
  const outputs = await emitStories(pipelines, [tekton], report)
  const run = (suffix: string): TektonPipelineRun => {
    const output = outputs.find(({ path }) => path.startsWith('.tekton/') && path.endsWith(`-${suffix}.yaml`))
    if (output === undefined) throw new Error(`no run ${suffix}: ${found.map((one) => one.message).join('\n')}`)
    return parse(output.text) as TektonPipelineRun
  }
  return { outputs, found, run }
}

/** A story of jobs that says only what a test is about. */
export function storyOf(
  jobs: Readonly<Record<string, ReturnType<typeof job>>>,
  on: readonly object[] = [push()],
  more: object = {},
): Story {
  return story({ name: 'ci', on, stages: { all: jobs }, ...more } as never)
}

/** A job that says only what a test is about. */
export function jobOf(spec: object): ReturnType<typeof job> {
  return job({ image: 'debian:13', ...spec } as JobSpec<never, never> as never)
}

/** A task of a run by its name. */
export function taskIn(run: TektonPipelineRun, name: string): TektonPipelineTask {
  const spec = run.spec.pipelineSpec
  const found = [...(spec?.tasks ?? []), ...(spec?.finally ?? [])].find((task) => task.name === name)
  if (found === undefined) throw new Error(`no task ${name}`)
  return found
}

/** A step of a task by its name. */
export function stepIn(task: TektonPipelineTask, name = 'run'): TektonStep {
  const found = task.taskSpec?.steps.find((step) => step.name === name)
  if (found === undefined) throw new Error(`no step ${name}`)
  return found
}

/** The ids of findings that are errors. */
export function errorsOf({ found }: Emitted): readonly string[] {
  return found.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`)
}

const strictPath = fileURLToPath(new URL('../../../shared/schemas/tekton-strict-v1.json', import.meta.url))

/** Whether the strict schema of Tekton's own definitions is there. */
export const hasStrictSchema = existsSync(strictPath)

const strict = new Map<string, ValidateFunction>()

/** What the strict schema says against an object of a kind that it has; nothing where it is not there. */
export function strictFaults(object: unknown, kind: 'Pipeline' | 'PipelineRun' = 'PipelineRun'): readonly string[] {
  if (!hasStrictSchema) return []
  const check =
    strict.get(kind) ??
    new Ajv({ strict: false, validateFormats: false }).compile(
      (JSON.parse(readFileSync(strictPath, 'utf8')) as Readonly<Record<string, object>>)[kind] as object,
    )
  strict.set(kind, check)
  return check(object) ? [] : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`)
}

/** An output of a job. */
export function outputOf({ outputs }: ReturnType<typeof job>, name: string): NonNullable<(typeof outputs)[string]> {
  const found = outputs[name]
  if (found === undefined) throw new Error(`no output ${name}`)
  return found
}
