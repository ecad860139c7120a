import { allOf, anyOf, notOf, yes } from '../../../src/condition/build.ts'
import type { Condition, EventName } from '../../../src/ir.ts'
import { isLiteral, matches } from '../../../src/pattern.ts'
import { ofSource, patternsOf, type Section } from './sections.ts'

const kindsOf: readonly (readonly [EventName, readonly Section['kind'][]])[] = [
  ['push', ['default', 'branches']],
  ['tag', ['tags']],
  ['pullRequest', ['pull-requests']],
]

/** When a step runs that stands in some of the sections of a story, in their order, as briefly as its triggers allow. */
export function conditionsFor(all: readonly Section[]): (own: readonly Section[]) => Condition {
  const events = kindsOf.map(([event, kinds]) => {
    const every = all.filter(({ kind }) => kinds.includes(kind))
    return { event, kinds, every, isMerged: every.some(({ name }) => ofSource(name) !== undefined) }
  })
  return (own) => conditionFor(own, all, events)
}

interface SectionsOf {
  readonly event: EventName
  readonly kinds: readonly Section['kind'][]
  readonly every: readonly Section[]
  /** Whether one of them asks for the branch that is merged. */
  readonly isMerged: boolean
}

function conditionFor(own: readonly Section[], all: readonly Section[], events: readonly SectionsOf[]): Condition {
  const whole: EventName[] = []
  const parts: Condition[] = []
  let known = 0
  for (const { event, kinds, every, isMerged } of events) {
    const mine = own.filter(({ kind }) => kinds.includes(kind))
    if (every.length > 0) known += 1
    if (mine.length === 0) continue
    if (event === 'pullRequest' && isMerged)
      parts.push(allOf([{ test: 'event', events: [event] }, anyOf(mine.map(ofPull))]))
    else if (mine.length === every.length) whole.push(event)
    else if (event === 'push') parts.push(ofPush(mine, every, all.length > every.length))
    else if (event === 'tag') parts.push({ test: 'tag', patterns: names(mine) })
    else parts.push(anyOf(mine.map(ofPull)))
  }
  if (parts.length === 0 && whole.length === known) return yes
  return anyOf([...(whole.length === 0 ? [] : [{ test: 'event' as const, events: whole }]), ...parts])
}

// The default is for the branches that no other section is for; of several that match, an exact name wins.
function ofPush(mine: readonly Section[], every: readonly Section[], hasMore: boolean): Condition {
  const others = (): readonly string[] => names(every.filter((section) => !mine.includes(section)))
  const push: Condition = hasMore ? { test: 'event', events: ['push'] } : yes
  if (mine.some(({ kind }) => kind === 'default')) return allOf([push, notOf({ test: 'branch', patterns: others() })])
  const patterns = names(mine)
  const open = patterns.filter((pattern) => !isLiteral(pattern))
  const closer =
    open.length === 0
      ? []
      : others().filter((other) => isLiteral(other) && open.some((pattern) => matches(pattern, other)))
  return allOf([
    { test: 'branch', patterns },
    ...(closer.length === 0 ? [] : [notOf({ test: 'branch' as const, patterns: closer })]),
  ])
}

function ofPull({ name, target }: Section): Condition {
  return allOf([
    ofSource(name) ?? yes,
    ...(target === undefined ? [] : [{ test: 'targetBranch' as const, patterns: patternsOf(target) }]),
  ])
}

function names(sections: readonly Section[]): readonly string[] {
  return sections.flatMap(({ name }) => (name === '' ? [] : patternsOf(name)))
}
