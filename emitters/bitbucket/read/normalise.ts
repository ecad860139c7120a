import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf } from '../../../src/yaml/look.ts'
import { normalStep, sorted } from './normal.ts'
import { patternsOf } from './sections.ts'
import { soundRoot } from './sound.ts'

/** The meaning of a file as plain data: what holds for all steps stands in each, and each selector by itself. */
export function normalise(file: { readonly path: string; readonly documents: readonly Data[] }): Data {
  const root = soundRoot(mapOf(file.documents[0]))
  return { pipelines: normalSections(root), top: normalTop(root) }
}

const selectors: ReadonlySet<string> = new Set(['branches', 'tags', 'pull-requests'])

/** The sections of a file by kind and name. */
export function normalSections(root: DataMap): DataMap {
  const kinds = Object.entries(mapOf(root.pipelines)).flatMap(([kind, data]): readonly [string, Data][] => {
    if (kind === 'default') return [[kind, normalItems(data, root)]]
    const entries = Object.entries(mapOf(data)).flatMap(([name, items]): readonly [string, Data][] => {
      const made = normalItems(items, root)
      return (selectors.has(kind) ? patternsOf(name) : [name]).map((one) => [one, made])
    })
    return entries.length === 0 ? [] : [[kind, sorted(Object.fromEntries(entries))]]
  })
  return Object.fromEntries(kinds)
}

/** What a file says beside its steps and what they refer to. */
export function normalTop(root: DataMap): DataMap {
  const { pipelines } = mapOf(root.definitions)
  const entries = ['triggers', 'labels', 'export'].flatMap((key) => {
    const value = root[key]
    return value === undefined ? [] : [[key, value] as const]
  })
  return mapOf(
    sorted({ ...Object.fromEntries(entries), ...(pipelines === undefined ? {} : { definitions: pipelines }) }),
  )
}

function normalItems(data: Data, root: DataMap): Data {
  if (isMap(data)) {
    const { destinations, ...rest } = data
    if (!isMap(destinations)) return sorted(data)
    const entries = Object.entries(destinations).flatMap(([name, items]) =>
      patternsOf(name).map((one) => [one, normalItems(items, root)] as const),
    )
    return sorted({ ...rest, destinations: Object.fromEntries(entries) })
  }
  return listOf(data).map((item): Data => {
    const map = mapOf(item)
    if (isMap(map.step)) return { step: stepOf(map.step, root) }
    if (map.parallel !== undefined) {
      const isForm = isMap(map.parallel)
      const form = mapOf(map.parallel)
      const steps = listOf(isForm ? form.steps : map.parallel)
      return { parallel: { 'fail-fast': form['fail-fast'] ?? false, steps: steps.map((one) => inner(one, root)) } }
    }
    if (isMap(map.stage)) {
      const { steps, ...own } = map.stage
      return { stage: { ...own, steps: listOf(steps).map((one) => inner(one, root)) } }
    }
    return sorted(map)
  })
}

function inner(one: Data, root: DataMap): Data {
  const { step } = mapOf(one)
  return isMap(step) ? { step: stepOf(step, root) } : sorted(one)
}

function stepOf(step: DataMap, root: DataMap): Data {
  const entries = [...normalStep(step, root)].sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, text]) => [key, JSON.parse(text) as Data]))
}
