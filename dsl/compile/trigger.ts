import type { Input, Trigger, VendorTrigger } from '../../src/ir.ts'
import { inside } from '../../src/origin.ts'
import type { AnyTrigger } from '../trigger.ts'
import { cronFault } from './cron.ts'
import { checkPatterns } from './pattern.ts'
import type { Scope } from './scope.ts'
import { printable, typeName } from './text.ts'

/** The triggers of a story; a push with tags is two. */
export function compileTriggers(specs: readonly AnyTrigger[], scope: Scope): readonly Trigger[] {
  const triggers = specs.flatMap((spec) => compileTrigger(spec, scope))
  const seen = new Map<string, true>()
  for (const trigger of triggers) {
    const name = trigger.kind === 'schedule' ? trigger.name : trigger.kind === 'api' ? trigger.event : trigger.kind
    const what = trigger.kind === 'schedule' ? 'schedules' : trigger.kind === 'api' ? 'API events' : 'triggers'
    if (seen.has(`${what} ${name}`)) scope.report('duplicate-name', trigger.origin, { what, name })
    seen.set(`${what} ${name}`, true)
  }
  return triggers
}

/** The events of a story that only some vendors know. */
export function compileVendorTriggers(specs: readonly AnyTrigger[], scope: Scope): readonly VendorTrigger[] {
  return specs.flatMap((spec) => {
    if (spec.kind !== 'vendor') return []
    return Object.entries(spec.on ?? {}).flatMap(([vendor, events]: readonly [string, unknown]) => {
      const origin = inside(spec.origin, vendor)
      if (typeof events === 'object' && events !== null && !Array.isArray(events))
        return [{ vendor, events: events as VendorTrigger['events'], origin }]
      if (events !== undefined)
        scope.report('wrong-type', origin, {
          what: `the events for '${vendor}'`,
          expected: 'an object',
          found: typeName(events),
        })
      return []
    })
  })
}

function compileTrigger(spec: AnyTrigger, scope: Scope): readonly Trigger[] {
  const { origin } = spec
  switch (spec.kind) {
    case 'push': {
      const list = (key: 'branches' | 'ignoreBranches' | 'paths' | 'ignorePaths') =>
        checkPatterns(spec.spec[key], inside(origin, key), scope)
      const [branches, ignoreBranches, paths, ignorePaths] = [
        list('branches'),
        list('ignoreBranches'),
        list('paths'),
        list('ignorePaths'),
      ]
      const tags = checkPatterns(spec.spec.tags, inside(origin, 'tags'), scope)
      const ignoreTags = checkPatterns(spec.spec.ignoreTags, inside(origin, 'ignoreTags'), scope)
      const push: Trigger = { kind: 'push', branches, ignoreBranches, paths, ignorePaths, origin }
      const tag: Trigger = { kind: 'tag', tags, ignoreTags, origin }
      return tags.length + ignoreTags.length === 0
        ? [push]
        : branches.length + ignoreBranches.length === 0
          ? [tag]
          : [push, tag]
    }
    case 'pullRequest': {
      const list = (key: 'branches' | 'paths' | 'ignorePaths') =>
        checkPatterns(spec.spec[key], inside(origin, key), scope)
      return [
        {
          kind: 'pullRequest',
          branches: list('branches'),
          paths: list('paths'),
          ignorePaths: list('ignorePaths'),
          origin,
        },
      ]
    }
    case 'tag':
      return [{ kind: 'tag', tags: checkPatterns(spec.tags, origin, scope), ignoreTags: [], origin }]
    case 'schedule': {
      const why = cronFault(spec.cron)
      if (why !== undefined) scope.report('bad-cron', origin, { cron: spec.cron, why })
      if (!isTimeZone(spec.timeZone))
        scope.report('bad-time-zone', inside(origin, 'timeZone'), { timeZone: spec.timeZone })
      printable(spec.name, 'the name of a schedule', origin, scope)
      return [
        {
          kind: 'schedule',
          name: spec.name,
          cron: spec.cron.trim().split(/\s+/).join(' '),
          timeZone: spec.timeZone,
          origin,
        },
      ]
    }
    case 'manual':
      return [{ kind: 'manual', inputs: compileInputs(spec, scope), origin }]
    case 'api': {
      for (const name of spec.names) checkName(name, 'a value of the API call', inside(origin, 'payload'), scope)
      if (!/^[\w.-]{1,100}$/.test(spec.event)) {
        scope.report('invalid-name', origin, {
          what: 'an API event',
          name: spec.event,
          rule: 'use up to 100 letters, digits, dots, dashes and underscores',
        })
      }
      return [{ kind: 'api', event: spec.event, payload: spec.names, origin }]
    }
    case 'vendor':
      return []
    default:
      scope.report('wrong-type', scope.origin, { what: 'an entry of on', expected: 'a trigger', found: typeName(spec) })
      return []
  }
}

function compileInputs(
  spec: { readonly specs: object; readonly origin: Trigger['origin'] },
  scope: Scope,
): readonly Input[] {
  return Object.entries(spec.specs).flatMap(([name, value]) => {
    const at = inside(spec.origin, 'inputs', name)
    if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'input') {
      scope.report('wrong-type', at, {
        what: `the input '${name}'`,
        expected: 'an input, such as input.text()',
        found: typeName(value),
      })
      return []
    }
    const {
      type,
      options,
      default: fallback,
      description,
      origin,
    } = value as unknown as Omit<Input, 'default'> & { readonly default: unknown }
    checkName(name, 'an input', at, scope)
    const text = String(fallback)
    if (type === 'choice' && !options.includes(text))
      scope.report('bad-default', origin, { input: name, value: text, options })
    if (type === 'choice' && new Set(options).size < options.length)
      scope.report('duplicate-name', origin, { what: 'options', name })
    for (const part of [text, description, ...options]) printable(part, `the input '${name}'`, origin, scope)
    return [{ name, type, options, default: text, description, origin }]
  })
}

function checkName(name: string, what: string, at: Trigger['origin'], scope: Scope): void {
  if (/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) && name !== '__proto__') return
  scope.report('invalid-name', at, {
    what,
    name,
    rule: 'begin with a letter, and use letters, digits, dashes and underscores',
  })
}

function isTimeZone(name: string): boolean {
  if (name === 'UTC') return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return /^[A-Z][\w+-]*(\/[\w+-]+)*$/.test(name)
  } catch {
    return false
  }
}
