import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { type ResultRef, resultsIn } from './substitution.ts'

/** A task of a pipeline. */
export interface Task {
  readonly name: string
  readonly data: DataMap
  readonly isFinal: boolean
  /** The results that it asks for. */
  readonly refs: readonly ResultRef[]
  /** The tasks that it comes after, by order or by their results. */
  readonly after: readonly string[]
  /** Whether it waits for a person. */
  readonly asks: boolean
}

/** The parameters of one run of a matrix, by name. */
export type Combination = readonly (readonly [string, string])[]

/** The tasks of a pipeline, in the order of the file. */
export function tasksOf(list: readonly Data[], isFinal: boolean): readonly Task[] {
  return list.filter(isMap).map((data) => {
    const refs = [data.params, data.when, data.matrix].flatMap((part) => textsIn(part ?? null).flatMap(resultsIn))
    return {
      name: textOf(data.name) ?? '',
      data,
      isFinal,
      refs,
      after: isFinal ? [] : [...new Set([...textsOf(data.runAfter), ...refs.map(({ task }) => task)])],
      // https://github.com/openshift-pipelines/manual-approval-gate
      asks: textOf(mapOf(data.taskRef).kind) === 'ApprovalTask',
    }
  })
}

/**
 * The runs of a task by the values of their combinations; one without values where it has no matrix.
 *
 * @see https://tekton.dev/docs/pipelines/matrix/
 */
export function combinationsOf({ data }: Task): readonly (Combination | undefined)[] {
  if (data.matrix === undefined) return [undefined]
  const { params, include } = mapOf(data.matrix)
  const axes = listOf(params).map(mapOf)
  const product = axes.reduce<readonly Combination[]>(
    (rows, axis) =>
      rows.flatMap((row) => textsOf(axis.value).map((value) => [...row, [textOf(axis.name) ?? '', value] as const])),
    axes.length === 0 ? [] : [[]],
  )
  const extra = listOf(include).map((row) =>
    listOf(mapOf(row).params)
      .map(mapOf)
      .map((one) => [textOf(one.name) ?? '', textOf(one.value) ?? ''] as const),
  )
  // A row that says nothing else of what the axes say widens those combinations; any other is one more.
  const names = new Set(axes.map(({ name }) => textOf(name) ?? ''))
  const fits = (row: (typeof extra)[number], one: (typeof product)[number]): boolean =>
    row.every(([name, value]) => !names.has(name) || one.some(([own, other]) => own === name && other === value))
  const widened = product.map((one) => [
    ...one,
    ...extra.filter((row) => fits(row, one)).flatMap((row) => row.filter(([name]) => !names.has(name))),
  ])
  const added = extra.filter((row) => !product.some((one) => fits(row, one)))
  return [...widened, ...added]
}

function textsIn(data: Data): readonly string[] {
  if (typeof data === 'string') return [data]
  if (Array.isArray(data)) return (data as readonly Data[]).flatMap(textsIn)
  return isMap(data) ? Object.values(data).flatMap(textsIn) : []
}
