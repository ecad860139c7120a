import type { DataMap } from '../../../../src/yaml/data.ts'
import { takenBack } from '../patterns.ts'
import { listOf, mapOf, wordOf } from '../source.ts'
import { eventsOf } from '../triggers.ts'
import { type Ids, normalValue, sorted } from './words.ts'

const none: Ids = new Map()

/** What starts a run, event by event, with all that goes without saying said. */
export function normalEvents(on: unknown): Readonly<Record<string, unknown>> {
  return sorted(
    Object.fromEntries(Object.entries(eventsOf(on)).map(([event, settings]) => [event, normalEvent(event, settings)])),
  )
}

function normalEvent(event: string, settings: unknown): unknown {
  if (event === 'schedule') return listOf(settings).map(schedule)
  const map = mapOf(settings) ?? {}
  const plain = Object.fromEntries(
    Object.entries(withoutEmpty(map)).map(([key, value]) => {
      if (filter.test(key)) return [key, patterns(value)]
      if (key === 'types') return [key, listOf(value).map(wordOf).sort()]
      if (key === 'inputs') return [key, inputs(value)]
      return [key, normalValue(value, none)]
    }),
  )
  return event === 'push' || event === 'pull_request' ? filtered(event, plain) : sorted(plain)
}

const filter = /^(branches|tags|paths)(-ignore)?$/

// A filter with nothing behind its colon is none.
function withoutEmpty(map: DataMap): DataMap {
  return Object.fromEntries(Object.entries(map).filter(([key, value]) => value !== null || !filter.test(key)))
}

// A list of what is left out is a list of everything with what is left out behind it, and says nothing of other names.
function filtered(event: string, map: Readonly<Record<string, unknown>>): unknown {
  const made: Record<string, unknown> = { ...map }
  for (const key of ['branches', 'tags', 'paths']) {
    const ignored = made[`${key}-ignore`] as readonly string[] | undefined
    delete made[`${key}-ignore`]
    if (ignored === undefined || ignored.length === 0) continue
    const back = takenBack(ignored)
    made[key] = back ?? ['**', ...ignored.map((name) => `!${name}`)]
  }
  const isAll = (value: unknown): boolean => JSON.stringify(value) === '["**"]'
  if (isAll(made.paths)) delete made.paths
  if (event === 'push' && isAll(made.branches) && isAll(made.tags)) {
    delete made.branches
    delete made.tags
  }
  if (event === 'pull_request' && isAll(made.branches)) delete made.branches
  if (JSON.stringify(made.types) === '["opened","reopened","synchronize"]') delete made.types
  return sorted(made)
}

// A path with `/**/` is said with and without a folder between. Before the first `!` the order says nothing.
function patterns(value: unknown): readonly string[] {
  const list = listOf(value).map((item) => wordOf(item) ?? '')
  const unfolded = list.flatMap((name) =>
    name.includes('/**/')
      ? [name, `${name.startsWith('!') ? '!' : ''}${name.replace(/^!/, '').replaceAll('/**/', '/')}`]
      : [name],
  )
  const first = unfolded.findIndex((name) => name.startsWith('!'))
  const last = unfolded.findLastIndex((name) => !name.startsWith('!'))
  if (first >= 0 && first < last) return unfolded
  const distinct = [...new Set(unfolded)]
  return [
    ...distinct.filter((name) => !name.startsWith('!')).sort(),
    ...distinct.filter((name) => name.startsWith('!')).sort(),
  ]
}

function schedule(entry: unknown): unknown {
  const map = mapOf(entry) ?? {}
  const { cron, timezone, ...rest } = map
  return {
    cron: wordOf(cron)?.trim().split(/\s+/).join(' '),
    ...(timezone === undefined || timezone === 'UTC' ? {} : { timezone }),
    ...rest,
  }
}

function inputs(value: unknown): unknown {
  return Object.entries(mapOf(value) ?? {}).map(([name, settings]) => {
    const map = mapOf(settings) ?? {}
    const type = wordOf(map.type) ?? 'string'
    const options = listOf(map.options).map(wordOf)
    const usual = type === 'boolean' ? 'false' : type === 'choice' ? options[0] : ''
    return [
      name,
      sorted({
        ...(normalValue(map, none) as Readonly<Record<string, unknown>>),
        type,
        description: wordOf(map.description) ?? '',
        default: wordOf(map.default) ?? usual,
        required: map.required === true,
      }),
    ]
  })
}
