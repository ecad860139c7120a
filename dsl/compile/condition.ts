import { allOf, anyOf, notOf, yes } from '../../src/condition/build.ts'
import type { Condition, EventName, Status } from '../../src/ir.ts'
import type { Origin } from '../../src/origin.ts'
import type { Condition as Spec } from '../condition.ts'
import { sourceOf } from '../value.ts'
import { checkPatterns } from './pattern.ts'
import type { Scope } from './scope.ts'
import { type Allowed, compileRef, printable, typeName } from './text.ts'

/** The names of events, as a story may write them. */
const eventNames: readonly EventName[] = ['push', 'tag', 'pullRequest', 'schedule', 'manual', 'api']

/** A condition of the story, parted into status and tree. */
export interface When {
  readonly status: Status
  readonly condition: Condition
}

/** What holds where the story says nothing. */
export const always: When = { status: 'success', condition: yes }

/** The condition of a job or step. */
export function compileWhen(spec: Spec | undefined, allowed: Allowed, at: Origin, scope: Scope): When {
  if (spec === undefined) return always
  if (!isCondition(spec)) {
    scope.report('wrong-type', at, { what: 'when', expected: 'a condition', found: typeName(spec) })
    return always
  }
  const top = spec.all ?? [spec]
  const status = top.find((part) => part.status !== undefined)?.status ?? 'success'
  return {
    status,
    condition: allOf(top.filter((part) => part.status === undefined).map((part) => tree(part, allowed, at, scope))),
  }
}

function tree(spec: Spec, allowed: Allowed, at: Origin, scope: Scope): Condition {
  if (!isCondition(spec)) {
    scope.report('wrong-type', at, { what: 'a part of when', expected: 'a condition', found: typeName(spec) })
    return yes
  }
  if (spec.all !== undefined) return allOf(spec.all.map((part) => tree(part, allowed, at, scope)))
  if (spec.any !== undefined) return anyOf(spec.any.map((part) => tree(part, allowed, at, scope)))
  if (spec.not !== undefined) return notOf(tree(spec.not, allowed, at, scope))
  if (spec.status !== undefined) {
    scope.report('status-inside', at, { status: spec.status === 'always' ? 'always' : 'onFailure' })
    return yes
  }
  if (spec.branches !== undefined) return { test: 'branch', patterns: checkPatterns(spec.branches, at, scope) }
  if (spec.tags !== undefined) return { test: 'tag', patterns: checkPatterns(spec.tags, at, scope) }
  if (spec.targets !== undefined) return { test: 'targetBranch', patterns: checkPatterns(spec.targets, at, scope) }
  if (spec.paths !== undefined) return { test: 'changed', paths: checkPatterns(spec.paths, at, scope) }
  if (spec.fork === true) return { test: 'fork' }
  if (spec.texts !== undefined) return vendorTest(spec.texts, at, scope)
  if (spec.events !== undefined) return events(spec.events, at, scope)
  const source = sourceOf(spec.value)
  if (source === undefined) return yes
  const value = compileRef(source, 'a condition', allowed, at, scope)
  return value === undefined ? yes : { test: 'equals', value, to: spec.to ?? '' }
}

function vendorTest(texts: NonNullable<Spec['texts']>, at: Origin, scope: Scope): Condition {
  const entries = Object.entries(texts).flatMap(([vendor, text]) =>
    text === undefined ? [] : [[vendor, text] as const],
  )
  const bad = entries.find(([, text]) => typeof text !== 'string' || text.trim() === '')
  if (bad !== undefined || entries.length === 0)
    scope.report('bad-value', at, {
      what: 'vendorCondition',
      value: bad === undefined ? 'empty' : typeName(bad[1]),
      expected: "an object with the condition in each vendor's own words",
    })
  for (const [, text] of entries) if (typeof text === 'string') printable(text, 'vendorCondition', at, scope)
  return { test: 'vendor', texts: Object.fromEntries(entries) }
}

function events(specs: NonNullable<Spec['events']>, at: Origin, scope: Scope): Condition {
  const names = specs.filter((spec): spec is EventName => typeof spec === 'string')
  for (const name of names) {
    if (!eventNames.includes(name))
      scope.report('bad-value', at, {
        what: 'an event',
        value: `'${name}'`,
        expected: `one of ${eventNames.join(', ')}`,
      })
  }
  return anyOf([
    ...(names.length === 0 ? [] : [{ test: 'event' as const, events: names }]),
    ...specs.flatMap((spec) => (typeof spec === 'string' ? [] : [{ test: 'schedule' as const, name: spec.name }])),
  ])
}

function isCondition(spec: unknown): spec is Spec {
  return (
    typeof spec === 'object' && spec !== null && 'kind' in spec && (spec.kind === 'condition' || spec.kind === 'tag')
  )
}
