import { annotate, type Yaml, type YamlMap } from '../../src/document.ts'
import { disjoint } from '../../src/pattern.ts'
import { oneLine } from '../../src/shell/quote.ts'
import { globsOf } from './pattern.ts'
import type { Run } from './run.ts'
import type { Start } from './start.ts'

/** A start with its steps. */
export interface Written {
  readonly start: Start
  readonly run: Run
}

/** The parts of the file that say when which steps run: https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/ */
export function sections(written: readonly Written[]): {
  readonly pipelines: YamlMap
  readonly triggers: YamlMap | undefined
} {
  const of = (section: Start['place']['section']) => written.filter(({ start }) => start.place.section === section)
  const children = written.flatMap(({ run }) => Object.entries(run.children))
  const custom = [
    ...of('custom').map(({ start, run }) => [keyOf(start), tellStarter(run.items, start)] as const),
    ...children,
  ]
  return {
    pipelines: {
      default: of('default')[0]?.run.items,
      branches: keyed(of('branches')),
      tags: keyed(of('tags')),
      'pull-requests': pullRequests(of('pull-requests')),
      custom: custom.length === 0 ? undefined : Object.fromEntries(custom),
    },
    triggers: triggersOf(of('custom')),
  }
}

function keyOf({ place }: Start): string {
  return 'key' in place ? place.key : ''
}

// Who starts a custom pipeline does not stand in the file.
function tellStarter(items: readonly Yaml[], { trigger }: Start): Yaml {
  const who =
    trigger.kind === 'schedule'
      ? `by the schedule '${trigger.name}'`
      : trigger.kind === 'api'
        ? `by a call, as '${trigger.event}'`
        : trigger.kind === 'manual'
          ? 'by a person'
          : undefined
  return who === undefined ? items : annotate(items, { before: [oneLine(`Started ${who}`)] })
}

// Selectors with the same steps are one, unless names could match several: then each keeps its own place.
function keyed(written: readonly Written[]): YamlMap | undefined {
  if (written.length === 0) return undefined
  return grouped(written.map(({ start, run }) => [keyOf(start), run.items] as const))
}

function pullRequests(written: readonly Written[]): YamlMap | undefined {
  const whole = written.find(({ start }) => start.place.section === 'pull-requests' && start.place.destination === null)
  if (whole !== undefined) return { '**': whole.run.items }
  if (written.length === 0) return undefined
  const entries = written.map(({ start, run }) => {
    const { place } = start
    return [place.section === 'pull-requests' ? (place.destination ?? '') : '', run.items] as const
  })
  return { '**': { destinations: grouped(entries) } }
}

function grouped(entries: readonly (readonly [string, readonly Yaml[]])[]): YamlMap {
  const keys = entries.map(([key]) => key)
  const apart = keys.every(
    (key, index) => !key.includes(',') && keys.slice(0, index).every((other) => disjoint(key, other)),
  )
  const groups = new Map<string, { readonly keys: string[]; readonly items: readonly Yaml[] }>()
  for (const [key, items] of entries) {
    const text = apart ? JSON.stringify(items) : key
    const group = groups.get(text) ?? { keys: [], items }
    group.keys.push(...globsOf(key))
    groups.set(text, group)
  }
  return Object.fromEntries([...groups.values()].map((group) => [joined(group.keys), group.items]))
}

function joined(keys: readonly string[]): string {
  const [only] = keys
  return keys.length === 1 && only !== undefined ? only : `{${keys.join(',')}}`
}

function triggersOf(written: readonly Written[]): YamlMap | undefined {
  const events = new Map<string, Yaml[]>()
  for (const { start } of written) {
    if (start.place.section !== 'custom' || start.place.event === undefined) continue
    const { name, condition } = start.place.event
    const list = events.get(name) ?? []
    list.push({ condition, pipelines: [start.place.key] })
    events.set(name, list)
  }
  return events.size === 0 ? undefined : Object.fromEntries(events)
}
