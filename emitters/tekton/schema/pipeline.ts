import {
  anyOf,
  closed,
  exclusive,
  has,
  type JsonSchema,
  listOf,
  ref,
  type SchemaMap,
  words,
} from '../../../src/json-schema.ts'
import type { TektonParam, TektonParamSpec, TektonPipelineResult } from './param.ts'
import { flag, someText, text } from './scalar.ts'
import type { TektonWhen } from './step.ts'
import type { TektonTaskSpec } from './task.ts'

/**
 * What a run does: tasks in the order of their needs, then the tasks of `finally`, whatever happened.
 *
 * @see https://tekton.dev/docs/pipelines/pipelines/
 */
export interface TektonPipelineSpec {
  readonly tasks: readonly TektonPipelineTask[]
  readonly displayName?: string
  readonly description?: string
  readonly params?: readonly TektonParamSpec[]
  readonly workspaces?: readonly {
    readonly name: string
    readonly description?: string
    readonly optional?: boolean
  }[]
  readonly results?: readonly TektonPipelineResult[]
  readonly finally?: readonly TektonPipelineTask[]
}

/** One task of a pipeline. */
export interface TektonPipelineTask {
  readonly name: string
  readonly displayName?: string
  readonly description?: string
  readonly runAfter?: readonly string[]
  readonly when?: readonly TektonWhen[]
  readonly onError?: 'continue' | 'stopAndFail'
  readonly retries?: number
  readonly timeout?: string
  readonly matrix?: TektonMatrix
  readonly params?: readonly TektonParam[]
  readonly workspaces?: readonly { readonly name: string; readonly workspace?: string; readonly subPath?: string }[]
  readonly taskRef?: TektonTaskRef
  readonly taskSpec?: TektonTaskSpec
}

/** A task that lies elsewhere, or one that a controller of its own runs. */
export interface TektonTaskRef {
  readonly name?: string
  readonly kind?: string
  readonly apiVersion?: string
  readonly resolver?: string
  readonly params?: readonly TektonParam[]
}

/** The runs of a task: every combination of `params`, or the rows of `include` alone. */
export interface TektonMatrix {
  readonly params?: readonly { readonly name: string; readonly value: readonly string[] | string }[]
  readonly include?: readonly { readonly name?: string; readonly params?: readonly TektonParam[] }[]
}

const pipelineTask: JsonSchema = closed<TektonPipelineTask>(
  { name: ref('label') },
  {
    displayName: text,
    description: text,
    runAfter: listOf(ref('label')),
    when: listOf(ref('when')),
    onError: words('continue', 'stopAndFail'),
    retries: { type: 'integer', minimum: 0 },
    timeout: ref('duration'),
    matrix: ref('matrix'),
    params: ref('params'),
    workspaces: listOf(
      closed<{ name: string; workspace?: string; subPath?: string }>(
        { name: someText },
        { workspace: text, subPath: text },
      ),
    ),
    taskRef: ref('taskRef'),
    taskSpec: ref('taskSpec'),
  },
  {
    ...anyOf(has('taskRef'), has('taskSpec')),
    title: 'a task with `taskSpec` or `taskRef`',
    ...exclusive('taskRef', 'taskSpec'),
  },
)

/** The definitions of this file. */
export const pipelineDefinitions: SchemaMap = {
  pipelineTask,
  taskRef: closed<TektonTaskRef>(
    {},
    { name: text, kind: text, apiVersion: text, resolver: text, params: ref('params') },
  ),
  matrix: closed<TektonMatrix>(
    {},
    {
      params: listOf(
        closed<{ name: string; value: readonly string[] | string }>(
          { name: ref('paramName'), value: { anyOf: [text, listOf(text)] } },
          {},
        ),
      ),
      include: listOf(
        closed<{ name?: string; params?: readonly TektonParam[] }>({}, { name: text, params: ref('params') }),
      ),
    },
  ),
  pipelineSpec: closed<TektonPipelineSpec>(
    { tasks: listOf(ref('pipelineTask'), { minItems: 1 }) },
    {
      displayName: text,
      description: text,
      params: listOf(ref('paramSpec')),
      workspaces: listOf(
        closed<{ name: string; description?: string; optional?: boolean }>(
          { name: someText },
          { description: text, optional: flag },
        ),
      ),
      results: listOf(ref('pipelineResult')),
      finally: listOf(ref('pipelineTask')),
    },
  ),
}
