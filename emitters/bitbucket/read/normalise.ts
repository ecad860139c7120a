import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { artifactMeanings } from './artifacts.ts'
import { normalStep, sorted } from './normal.ts'
import { patternsOf, readSections, type Section } from './sections.ts'
import { soundRoot } from './sound.ts'

/** The meaning of a file as plain data: what holds for all steps stands in each, and each selector by itself. */
export function normalise(file: { readonly path: string; readonly documents: readonly Data[] }): Data {
  const root = soundRoot(mapOf(file.documents[0]))
  return { pipelines: normalSections(root), top: normalTop(root) }
}

/** The sections of a file by their kind and each pattern that they are for. */
export function normalSections(root: DataMap): DataMap {
  const made: Record<string, Record<string, Data>> = {}
  for (const section of readSections(mapOf(root.pipelines))) {
    const kind = made[section.kind] ?? {}
    made[section.kind] = kind
    for (const key of keysOf(section)) kind[key] = normalSection(section, root)
  }
  return byKey(made, (sections) => byKey(sections, (section) => section))
}

// What stands in the sections is in order already.
function byKey<Value>(map: Readonly<Record<string, Value>>, change: (value: Value) => Data): DataMap {
  const entries = Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)]))
}

/** What a section is for: its name, or each of its patterns. */
export function keysOf({ kind, name, target }: Section): readonly string[] {
  if (kind === 'default' || kind === 'custom') return [name]
  const targets = target === undefined ? [''] : patternsOf(target).map((one) => ` to ${one}`)
  return patternsOf(name).flatMap((one) => targets.map((to) => `${one}${to}`))
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

function normalSection({ ranks, variables, others }: Section, root: DataMap): Data {
  const artifacts = artifactMeanings(ranks)
  return sorted({
    variables: variables.map(normalVariable),
    others,
    steps: ranks.map(({ steps, own }) => ({
      own,
      parallel: steps.map((step) => {
        const entries = [...normalStep(step, root, artifacts)]
        return Object.fromEntries(entries.map(([key, text]) => [key, JSON.parse(text) as Data]))
      }),
    })),
  })
}

function normalVariable(data: DataMap): Data {
  const { name, default: preset, 'allowed-values': allowed, description, ...rest } = data
  const values = textsOf(allowed ?? null)
  return {
    ...rest,
    name: name ?? '',
    default: textOf(preset ?? null) ?? values[0] ?? '',
    values,
    description: textOf(description ?? null) ?? '',
  }
}
