import type { Input, Trigger, VendorTrigger } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { splitNames } from './patterns.ts'
import { listOf, mapOf, type Source, wordOf, wordsOf } from './source.ts'

// https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#on
const filters: Readonly<Record<string, readonly string[]>> = {
  push: ['branches', 'tags', 'paths'],
  pull_request: ['branches', 'paths'],
  pull_request_target: ['branches', 'paths'],
  merge_group: ['branches'],
  workflow_run: ['branches'],
}

function isStray(event: string, key: string): boolean {
  return /^(branches|tags|paths)(-ignore)?$/.test(key) && filters[event]?.includes(key.replace('-ignore', '')) !== true
}

/** The filters that events do not have, by event and key. */
export function strayFilters(on: unknown): readonly (readonly [event: string, key: string])[] {
  return Object.entries(mapOf(on) ?? {}).flatMap(([event, settings]) =>
    Object.keys(mapOf(settings) ?? {}).flatMap((key) => (isStray(event, key) ? [[event, key] as const] : [])),
  )
}

/** The `on` of a workflow with each event as a key, without filters that it does not have; null for one without settings. */
export function eventsOf(on: unknown): Readonly<Record<string, unknown>> {
  const map = mapOf(on)
  if (map !== undefined)
    return Object.fromEntries(
      Object.entries(map).map(([event, settings]) => {
        const own = mapOf(settings)
        if (own === undefined) return [event, settings]
        return [event, Object.fromEntries(Object.entries(own).filter(([key]) => !isStray(event, key)))]
      }),
    )
  return Object.fromEntries(listOf(on).flatMap((name) => (typeof name === 'string' ? [[name, null]] : [])))
}

/** What starts a run, as far as it is portable; `payload` are the values of API calls that the file uses. */
export function readTriggers(source: Source, payload: readonly string[]): readonly Trigger[] {
  const { data, at } = source
  return Object.entries(eventsOf(data.on)).flatMap(([event, settings]): readonly Trigger[] => {
    const origin = at(mapOf(data.on) === undefined ? ['on'] : ['on', event])
    const map = mapOf(settings) ?? {}
    if (!isPortable(event, settings)) return []
    switch (event) {
      case 'push':
        return readPush(map, origin)
      case 'pull_request':
        return [{ kind: 'pullRequest', branches: splitNames(map, 'branches').wanted, ...pathsOf(map), origin }]
      case 'schedule':
        return readSchedules(settings, source)
      case 'workflow_dispatch':
        return [{ kind: 'manual', inputs: readInputs(map.inputs, source), origin }]
      case 'repository_dispatch':
        return (wordsOf(map.types) ?? []).map((type) => ({ kind: 'api', event: type, payload, origin }))
      default:
        return []
    }
  })
}

/** The events that this vendor alone knows, as the file has them. */
export function readVendorTriggers({ data, at }: Source): readonly VendorTrigger[] {
  return Object.entries(eventsOf(data.on)).flatMap(([event, settings]) =>
    isPortable(event, settings)
      ? []
      : [
          {
            vendor: 'github',
            events: { [event]: settings },
            origin: at(mapOf(data.on) === undefined ? ['on'] : ['on', event]),
          },
        ],
  )
}

const portable: ReadonlySet<string> = new Set(['push', 'pull_request', 'schedule', 'workflow_dispatch'])

/** Whether a trigger of ours names the event. */
export function isPortable(event: string, settings: unknown): boolean {
  if (event === 'schedule') return listOf(settings).every((entry) => isCron(wordOf(mapOf(entry)?.cron)))
  return event === 'repository_dispatch' ? (wordsOf(mapOf(settings)?.types) ?? []).length > 0 : portable.has(event)
}

// Five fields of numbers, names, ranges and steps; a template has other words there.
function isCron(cron: string | undefined): boolean {
  const fields = cron?.trim().split(/\s+/) ?? []
  return (
    fields.length === 5 && fields.every((field) => /^(\*|\d+|[A-Za-z]{3})([-/,](\*|\d+|[A-Za-z]{3}))*$/.test(field))
  )
}

// A filter of one kind shuts the other kind out; without any, branches and tags both count.
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore
function readPush(map: DataMap, origin: Trigger['origin']): readonly Trigger[] {
  const heads = splitNames(map, 'branches')
  const tags = splitNames(map, 'tags')
  const speaks = (key: string): boolean => (map[key] ?? map[`${key}-ignore`] ?? null) !== null
  const open = !speaks('branches') && !speaks('tags')
  const push: Trigger = {
    kind: 'push',
    branches: heads.wanted,
    ignoreBranches: heads.ignored,
    ...pathsOf(map),
    origin,
  }
  const tag: Trigger = {
    kind: 'tag',
    tags: tags.wanted.length === 0 && tags.ignored.length === 0 ? ['**'] : tags.wanted,
    ignoreTags: tags.ignored,
    origin,
  }
  return [...(open || speaks('branches') ? [push] : []), ...(open || speaks('tags') ? [tag] : [])]
}

function pathsOf(map: DataMap): { readonly paths: readonly string[]; readonly ignorePaths: readonly string[] } {
  const { wanted, ignored } = splitNames(map, 'paths')
  return { paths: wanted, ignorePaths: ignored }
}

function readSchedules(settings: unknown, { at }: Source): readonly Trigger[] {
  const seen = new Set<string>()
  return listOf(settings).flatMap((entry, index): readonly Trigger[] => {
    const cron = wordOf(mapOf(entry)?.cron)?.trim().split(/\s+/).join(' ')
    if (cron === undefined) return []
    const timeZone = wordOf(mapOf(entry)?.timezone) ?? 'UTC'
    const name = seen.has(cron) ? `${cron} ${timeZone}` : cron
    seen.add(cron)
    return [{ kind: 'schedule', name, cron, timeZone, origin: at(['on', 'schedule', index]) }]
  })
}

const types: ReadonlySet<string> = new Set(['string', 'boolean', 'number', 'choice'])

function readInputs(inputs: unknown, { at }: Source): readonly Input[] {
  return Object.entries(mapOf(inputs) ?? {}).map(([name, settings]): Input => {
    const map = mapOf(settings) ?? {}
    const options = wordsOf(map.options) ?? []
    const asked = wordOf(map.type) ?? 'string'
    const known = types.has(asked) && !(asked === 'choice' && options.length === 0)
    const type = (known ? asked : 'string') as Input['type']
    const given = wordOf(map.default)
    const usual = { string: '', boolean: 'false', number: '0', choice: options[0] ?? '' }[type]
    const fits =
      type === 'choice' ? options.includes(given ?? '') : type !== 'boolean' || /^(true|false)$/.test(given ?? '')
    return {
      name,
      type,
      options: type === 'choice' ? options : [],
      default: given !== undefined && fits ? given : usual,
      description: wordOf(map.description) ?? '',
      origin: at(['on', 'workflow_dispatch', 'inputs', name]),
    }
  })
}
