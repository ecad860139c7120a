import type { Report } from '../../../src/diagnostics.ts'
import type { Pipeline } from '../../../src/ir.ts'
import { type PartsOfRun, partsOfRun } from '../parts-of-run.ts'
import type { Run } from '../runs.ts'
import type { TektonPipelineTask, TektonTaskSpec } from '../schema.ts'
import { storyTitle } from '../story-title.ts'
import { byHook } from './objects.ts'
import type { TektonPipeline } from './schema.ts'
import { found, isChecked, startTask } from './start-task.ts'

/** A run, and what its pipeline has. */
export interface Made {
  readonly run: Run
  readonly parts: PartsOfRun
}

/** The tasks of a run; where no web hook names the commit, a first task finds it. Undefined: no job can run in it. */
export function partsOf(pipeline: Pipeline, run: Run, report: Report): Made | undefined {
  const parts = partsOfRun(pipeline, run, report)
  if (parts === undefined) return undefined
  if (byHook(run)) return { run, parts }
  const used = parts.params.list().map(({ name }) => name)
  const finds = used.some((name) => name in found)
  const inputs =
    run.trigger.kind === 'manual' ? run.trigger.inputs.filter((input) => used.includes(`input-${input.name}`)) : []
  if (!finds && !inputs.some(isChecked)) return { run, parts }
  const name = parts.plan.name('start')
  if (finds) parts.params.use('branch')
  const first = startTask(name, inputs, finds, { pipeline, run })
  const list = () => parts.params.list().filter((param) => !(param.name in found))
  return {
    run,
    parts: {
      plan: parts.plan,
      params: { use: parts.params.use, list },
      tasks: [first, ...parts.tasks.map((task) => afterStart(told(task, name), name))],
      finally: parts.finally.map((task) => told(task, name)),
    },
  }
}

/** The pipeline that the runs of one kind of event refer to. */
export function pipelineOf({ run, parts }: Made, story: Pipeline, report: Report): TektonPipeline {
  const params = parts.params.list()
  const shares = [...parts.tasks, ...parts.finally].flatMap(({ workspaces }) => workspaces ?? []).slice(0, 1)
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'Pipeline',
    metadata: { name: run.name },
    spec: {
      ...storyTitle(story, report),
      ...(params.length > 0 && { params: params.map(({ name }) => ({ name })) }),
      ...(shares.length > 0 && { workspaces: shares.map(({ name }) => ({ name })) }),
      tasks: parts.tasks,
      ...(parts.finally.length > 0 && { finally: parts.finally }),
    },
  }
}

// What the first task found is a result, which a task takes by a parameter of its own.
function told(task: TektonPipelineTask, start: string): TektonPipelineTask {
  const body = JSON.stringify(task.taskSpec ?? {})
  const own = Object.entries(found).filter(([param]) => body.includes(`$(params.${param})`))
  const params = [
    ...own.map(([param, result]) => ({ name: param, value: resultOf(start, result) })),
    ...withResults(task.params ?? [], start),
  ]
  return inOrder({
    ...task,
    ...(task.when !== undefined && { when: withResults(task.when, start) }),
    ...(params.length > 0 && { params }),
    ...(own.length > 0 &&
      task.taskSpec !== undefined && {
        taskSpec: { params: declared(own, task.taskSpec), ...without(task.taskSpec) },
      }),
  })
}

function declared(
  own: readonly (readonly [string, string])[],
  { params }: TektonTaskSpec,
): NonNullable<TektonTaskSpec['params']> {
  return [...own.map(([name]) => ({ name })), ...(params ?? [])]
}

function without({ params: _, ...others }: TektonTaskSpec): Omit<TektonTaskSpec, 'params'> {
  return others
}

function withResults<T>(value: T, start: string): T {
  const text = Object.entries(found).reduce(
    (whole, [param, result]) => whole.replaceAll(`$(params.${param})`, () => resultOf(start, result)),
    JSON.stringify(value),
  )
  return JSON.parse(text) as T
}

function resultOf(start: string, result: string): string {
  return `$(tasks.${start}.results.${result})`
}

// Nothing begins before the inputs are looked at.
function afterStart(task: TektonPipelineTask, start: string): TektonPipelineTask {
  return task.runAfter === undefined ? inOrder({ ...task, runAfter: [start] }) : task
}

const order: readonly string[] = [
  'name',
  'displayName',
  'runAfter',
  'when',
  'onError',
  'retries',
  'timeout',
  'matrix',
  'params',
  'workspaces',
  'taskRef',
  'taskSpec',
]

function inOrder(task: TektonPipelineTask): TektonPipelineTask {
  const entries = Object.entries(task).toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other))
  return Object.fromEntries(entries) as unknown as TektonPipelineTask
}
