import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TektonPipelineSpec, TektonPipelineTask, TektonWhen } from '../../emitters/tekton/schema.ts'
import type { Stage } from './stage.ts'
import { replaceKeys, runTask } from './tekton-task-run.ts'

type Texts = Readonly<Record<string, string>>
type Status = 'Succeeded' | 'Failed' | 'skipped by when' | 'skipped'

interface Ended {
  readonly status: Status
  /** One for each combination of a matrix. */
  readonly results: readonly Texts[]
}

/**
 * Runs the tasks of a pipeline as the controller of Tekton does: all that are ready begin together; after a failure
 * nothing begins that has not begun; a task that its own tests skip hinders none of those after it but where they read its
 * results; then the tasks of `finally`. Gives the exit code.
 *
 * @see https://tekton.dev/docs/pipelines/pipelines/
 */
export function runGraph(spec: TektonPipelineSpec, params: Texts, stage: Stage): number {
  const ended = new Map<string, Ended>()
  const failed = (task: TektonPipelineTask): boolean =>
    ended.get(task.name)?.status === 'Failed' && task.onError !== 'continue'
  const workspaces = Object.fromEntries(
    (spec.workspaces ?? []).map(({ name }) => [name, join(stage.folder, 'volumes', name)]),
  )
  for (const folder of Object.values(workspaces)) mkdirSync(folder, { recursive: true })
  for (;;) {
    const waiting = spec.tasks.filter(({ name }) => !ended.has(name))
    const ready = waiting.filter((task) => waitsFor(task).every((name) => ended.has(name)))
    if (ready.length === 0) {
      if (waiting.length > 0) throw new Error(`tasks wait for each other: ${waiting.map(({ name }) => name).join()}`)
      break
    }
    // Looked at before any of them runs: they begin together.
    const skips = ready.map((task) => (spec.tasks.some(failed) ? 'skipped' : skipOf(task, ended, keysOf())))
    ready.forEach((task, index) => {
      const skip = skips[index]
      ended.set(task.name, skip === undefined ? run(task, keysOf()) : { status: skip, results: [] })
    })
  }
  const before = keysOf()
  for (const { name } of spec.tasks) before.set(`tasks.${name}.status`, told(ended.get(name)?.status))
  const all = [...ended.values()].map(({ status }) => status)
  const whole = spec.tasks.some(failed)
    ? 'Failed'
    : all.some((one) => one.startsWith('skip'))
      ? 'Completed'
      : 'Succeeded'
  before.set('tasks.status', whole)
  let lastFailed = false
  for (const task of spec.finally ?? []) {
    if (reads(task).some((name) => (ended.get(name)?.results.length ?? 0) === 0)) continue
    if (!meetsAll(task.when, before)) continue
    lastFailed = run(task, before).status === 'Failed' || lastFailed
  }
  return spec.tasks.some(failed) || lastFailed ? 1 : 0

  function keysOf(): Map<string, string> {
    const keys = new Map(Object.entries(params).map(([name, value]): [string, string] => [`params.${name}`, value]))
    for (const [name, { results }] of ended)
      for (const [key, value] of Object.entries(results[0] ?? {})) keys.set(`tasks.${name}.results.${key}`, value)
    return keys
  }

  function run(task: TektonPipelineTask, keys: ReadonlyMap<string, string>): Ended {
    const { taskSpec } = task
    if (taskSpec === undefined) throw new Error(`${task.name} lies elsewhere`)
    const given = (list: readonly { readonly name: string; readonly value: unknown }[] = []) =>
      Object.fromEntries(list.map(({ name, value }) => [name, replaceKeys(String(value), keys)]))
    const defaults = given(
      (taskSpec.params ?? []).flatMap((one) => (one.default === undefined ? [] : [{ ...one, value: one.default }])),
    )
    const cells = cellsOf(task).map((cell) =>
      Object.fromEntries(cell.map(([name, value]) => [name, replaceKeys(value, keys)])),
    )
    const ends = cells.map((cell, index) => {
      for (let tries = 0; ; tries++) {
        const end = runTask(
          {
            name: `${task.name}-${index}${tries === 0 ? '' : `-retry${tries}`}`,
            spec: taskSpec,
            params: { ...params, ...defaults, ...given(task.params), ...cell },
            workspaces: Object.fromEntries(
              (task.workspaces ?? []).map(({ name, workspace }) => [name, workspaces[workspace ?? name] ?? '']),
            ),
            ...(task.timeout === undefined ? {} : { timeout: task.timeout }),
          },
          stage,
        )
        if (end.succeeded || tries >= (task.retries ?? 0)) return end
      }
    })
    return {
      status: ends.every(({ succeeded }) => succeeded) ? 'Succeeded' : 'Failed',
      results: ends.map(({ results }) => results),
    }
  }
}

// All combinations of the axes, or the rows alone where there are none: https://tekton.dev/docs/pipelines/matrix/
function cellsOf({ matrix }: TektonPipelineTask): readonly (readonly (readonly [string, string])[])[] {
  if (matrix === undefined) return [[]]
  const rows = (matrix.include ?? []).map(({ params = [] }) =>
    params.map(({ name, value }): readonly [string, string] => [name, String(value)]),
  )
  if (matrix.params === undefined) return rows
  if (rows.length > 0) throw new Error('rows beside axes are not played')
  return matrix.params.reduce<readonly (readonly (readonly [string, string])[])[]>(
    (cells, { name, value }) =>
      cells.flatMap((cell) => [value].flat().map((one) => [...cell, [name, String(one)] as const])),
    [[]],
  )
}

// https://tekton.dev/docs/pipelines/pipelines/#guard-task-execution-using-when-expressions
function skipOf(
  task: TektonPipelineTask,
  ended: ReadonlyMap<string, Ended>,
  keys: ReadonlyMap<string, string>,
): 'skipped' | 'skipped by when' | undefined {
  if (waitsFor(task).some((name) => ended.get(name)?.status === 'skipped')) return 'skipped'
  if (reads(task).some((name) => ended.get(name)?.status === 'skipped by when')) return 'skipped'
  return meetsAll(task.when, keys) ? undefined : 'skipped by when'
}

function waitsFor(task: TektonPipelineTask): readonly string[] {
  return [...new Set([...(task.runAfter ?? []), ...reads(task)])]
}

function reads({ params, when, matrix }: TektonPipelineTask): readonly string[] {
  const text = JSON.stringify([params, when, matrix])
  return [...text.matchAll(/\$\(tasks\.([\w-]+)\.results\./g)].map((found) => found[1] as string)
}

function meetsAll(list: readonly TektonWhen[] = [], keys: ReadonlyMap<string, string>): boolean {
  return list.every(({ input = '', operator, values = [], cel }) => {
    if (cel !== undefined) throw new Error('CEL in `when` is off by default')
    const found = values.map((value) => replaceKeys(value, keys)).includes(replaceKeys(input, keys))
    return operator === 'in' ? found : !found
  })
}

function told(status: Status | undefined): string {
  return status === 'Succeeded' || status === 'Failed' ? status : 'None'
}
