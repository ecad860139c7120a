import type { EventName } from '../../ir.ts'
import { near } from '../../near.ts'
import type { PlanEvent } from '../../plan/event.ts'
import { baseEvent } from '../../plan/grid/events.ts'
import type { EventOptions } from './event-options.ts'
import { readPairs } from './read-pairs.ts'

/** An event as the command line names it, whatever story it is for. */
export interface AskedEvent {
  readonly name: EventName
  /** The event in a repository with this default branch; an input or value of a call that is missing has its default. */
  readonly inside: (defaultBranch: string) => PlanEvent
}

const names: readonly EventName[] = ['push', 'tag', 'pullRequest', 'schedule', 'manual', 'api']

/** Reads the event that is asked for, or gives the words for what cannot be. */
export function readEvent(values: EventOptions): AskedEvent | string {
  const inputs = readPairs('--input', values.input)
  const payload = readPairs('--payload', values.payload)
  const wrong = [inputs, payload].find((one) => typeof one === 'string')
  if (typeof inputs === 'string' || typeof payload === 'string') return String(wrong)
  const name = nameOf(values)
  if (typeof name !== 'string') return name.wrong
  const why = misfit(name, values)
  if (why !== undefined) return why
  const { branch, tag = '', schedule = '', call = '', fork = false } = values
  const [source, target] = (values['pull-request'] ?? 'topic').split(':', 2)
  const inside = (defaultBranch: string): PlanEvent => ({
    ...baseEvent(defaultBranch),
    name,
    branch: name === 'tag' || name === 'pullRequest' ? '' : (branch ?? defaultBranch),
    tag,
    schedule,
    inputs,
    pullRequest:
      name === 'pullRequest'
        ? {
            number: 1,
            title: `Merge ${source}`,
            sourceBranch: source || 'topic',
            targetBranch: target ?? branch ?? defaultBranch,
            fork,
          }
        : null,
    call: name === 'api' ? { event: call, payload } : null,
    changed: values.changed ?? null,
  })
  return { name, inside }
}

type Named = EventName | { readonly wrong: string }

// What is told of the event says which it is, where it is not named.
function nameOf(values: EventOptions): Named {
  const { event } = values
  if (event !== undefined) {
    const same = names.find((name) => name.toLowerCase() === event.replaceAll('-', '').toLowerCase())
    const meant = near(event, names)
    return (
      same ?? {
        wrong: `there is no event '${event}'; ${meant ? `did you mean '${meant}'?` : `it is one of ${names.join(', ')}`}`,
      }
    )
  }
  if (values.tag !== undefined) return 'tag'
  if (values['pull-request'] !== undefined) return 'pullRequest'
  if (values.schedule !== undefined) return 'schedule'
  if (values.call !== undefined) return 'api'
  return values.input === undefined ? 'push' : 'manual'
}

const own: Readonly<Record<EventName, readonly (keyof EventOptions)[]>> = {
  push: ['branch', 'changed'],
  tag: ['tag'],
  pullRequest: ['pull-request', 'branch', 'fork', 'changed'],
  schedule: ['schedule'],
  manual: ['branch', 'input'],
  api: ['call', 'payload'],
}

const asked: Partial<Record<EventName, keyof EventOptions>> = { tag: 'tag', api: 'call' }

function misfit(name: EventName, values: EventOptions): string | undefined {
  const given = (Object.keys(values) as (keyof EventOptions)[]).filter((key) => values[key] !== undefined)
  const stray = given.find(
    (key) => key !== 'event' && Object.values(own).flat().includes(key) && !own[name].includes(key),
  )
  if (stray !== undefined) return `--${stray} does not go with the event ${name}`
  const missing = asked[name]
  return missing !== undefined && values[missing] === undefined
    ? `the event ${name} takes --${missing} NAME`
    : undefined
}
