import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { usualImage } from './job.ts'
import { isMissed } from './missed.ts'
import type { PlacedStep } from './sections.ts'

/** What the keys of a step mean, as texts. */
export type Meaning = ReadonlyMap<string, string>

/** What the artifacts of steps mean, by the places of the steps. */
export type Meanings = ReadonlyMap<string, Data>

/** A step with what the file and its stage say for it, in the words of the file. */
function effectiveStep(step: DataMap, root: DataMap): DataMap {
  const options = mapOf(root.options)
  const found: Record<string, Data> = {}
  for (const [key, value] of [
    ['image', root.image],
    ['clone', root.clone],
    ['max-time', options['max-time']],
    ['size', step['runs-on'] === undefined ? options.size : undefined],
    ['runtime', options.runtime],
  ] as const)
    if (value !== undefined && value !== null) found[key] = value
  for (const [key, value] of Object.entries(step)) if (value !== null) found[key] = value
  if (isMap(root.clone) && isMap(step.clone)) found.clone = { ...root.clone, ...step.clone }
  if (options.docker === true) found.services = [...new Set([...textsOf(step.services ?? null), 'docker'])]
  return found
}

/** What each key of a step means, as text: defaults stated, short forms written out. */
export function normalStep({ data, own, path }: PlacedStep, root: DataMap, artifacts: Meanings): Meaning {
  const whole = effectiveStep(data, root)
  const definitions = mapOf(root.definitions)
  const made: Record<string, Data | undefined> = {
    ...whole,
    // What a step is called that has no name is for nobody to know.
    name: /^step\d+$/.test(textOf(whole.name ?? null) ?? '') ? undefined : whole.name,
    image: isMap(whole.image) ? whole.image : { name: whole.image ?? usualImage },
    'max-time': textOf(whole['max-time'] ?? null) ?? '120',
    size: whole.size ?? '1x',
    clone: normalClone(mapOf(whole.clone)),
    services: named(whole.services, mapOf(definitions.services)),
    caches: named(whole.caches, mapOf(definitions.caches)),
    artifacts: artifacts.get(path.join(' ')),
    script: normalScript(whole.script, unwrapped),
    'after-script': normalScript(whole['after-script'], (text) => unwrapped(text).replace(/ \|\| true$/, '')),
    'fail-fast': whole['fail-fast'] === false ? undefined : whole['fail-fast'],
    trigger: whole.trigger ?? 'automatic',
    'on-fail': normalFailure(mapOf(whole['on-fail'])),
    // A deployment is alone in its environment; the group of that name only lets the next one wait instead of being paused.
    'concurrency-group': whole['concurrency-group'] === whole.deployment ? undefined : whole['concurrency-group'],
    stage: Object.keys(own).length === 0 ? undefined : own,
    'runs-on': whole['runs-on'] === undefined ? undefined : [...textsOf(whole['runs-on'])].sort(),
  }
  return new Map(
    Object.entries(made)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, JSON.stringify(sorted(value as Data))]),
  )
}

function named(data: Data | undefined, known: DataMap): Data | undefined {
  const names = [...new Set(textsOf(data ?? null))].sort()
  return names.length === 0 ? undefined : names.map((name) => [name, hereOf(known[name] ?? null)])
}

/** What a cache keeps, without a word for the folder that its path begins at. */
export function hereOf(definition: Data): Data {
  if (typeof definition === 'string') return definition.replace(/^(?:\.\/)+/, '')
  return isMap(definition) && typeof definition.path === 'string'
    ? { ...definition, path: hereOf(definition.path) }
    : definition
}

function normalClone(clone: DataMap): Data {
  if (clone.enabled === false) return { enabled: false }
  return { lfs: false, tags: false, ...clone, enabled: true, depth: textOf(clone.depth ?? null) ?? '50' }
}

function normalFailure({ strategy, ...rest }: DataMap): Data | undefined {
  if (strategy === undefined || strategy === 'fail') return undefined
  const tries = textOf(rest['max-retry-count'] ?? rest.maxRetryCount ?? null) ?? '1'
  return strategy === 'retry' ? { strategy, tries } : { strategy }
}

// Which lines are one item tells nothing: all of them run in one shell.
function normalScript(data: Data | undefined, plain: (text: string) => string): Data | undefined {
  const parts: Data[] = []
  const items = listOf(data)
  for (const [index, item] of items.entries()) {
    if (isMap(item)) {
      const { name: _, ...pipe } = item
      parts.push(pipe)
      continue
    }
    const text = textOf(item) ?? ''
    // What one shell sets, a later item does not see, which matters where it asks for it.
    const missed = wrapped.test(text.trim()) && isMissed(plain(text), items.slice(index + 1))
    const made = missed ? text : plain(text)
    const last = parts.at(-1)
    if (made === '') continue
    if (typeof last === 'string') parts[parts.length - 1] = `${last}\n${made}`
    else parts.push(made)
  }
  return parts.length === 0 ? undefined : parts
}

const wrapped = /^(?:bash -eo pipefail|sh -e) \/dev\/fd\/3 3<<'(\w+)'(?: \|\| true)?\n([\s\S]*)\n\1$/
const missing = /^: "\$\{(\w+):\?missing repository variable \1\}"$/

/** Whether an item is a script in a shell of its own, or asks for a variable: what the writer adds. */
export function isWrapped(item: string): boolean {
  return wrapped.test(item.trim()) || item.split('\n').some((line) => missing.test(line))
}

function unwrapped(item: string): string {
  const text = item.trim()
  return (wrapped.exec(text)?.[2] ?? text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !missing.test(line) && !/^\s*#/.test(line))
    .join('\n')
}

/** The same data with the keys of its mappings in one order. */
export function sorted(data: Data): Data {
  if (Array.isArray(data)) return (data as readonly Data[]).map(sorted)
  if (!isMap(data)) return data
  return Object.fromEntries(
    Object.entries(data)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, value]) => [key, sorted(value)]),
  )
}
