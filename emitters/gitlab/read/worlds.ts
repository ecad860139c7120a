import { tests } from '../../../src/condition/tests.ts'
import type { Condition, EventName, Test } from '../../../src/ir.ts'

/** A run that a condition can be asked about. */
interface World {
  readonly event: EventName
  readonly branch: string
  readonly tag: string
  readonly target: string
  /** The answers to tests that nothing else decides. */
  readonly open: ReadonlyMap<string, boolean>
}

// More answers that are open make too many runs to look at.
const mostOpen = 8

/** A word for the runs in which a condition holds: two that hold in the same ones, by the same tests, have the same. */
export function signatureOf(condition: Condition): string {
  const all = tests(condition)
  const open = [...new Set(all.filter(isOpen).map(keyOf))].sort()
  if (open.length > mostOpen) return JSON.stringify(condition)
  const names = (kind: 'branch' | 'tag' | 'targetBranch'): readonly string[] => [
    ...new Set([
      ...all
        .flatMap((test) => (test.test === kind ? test.patterns : []))
        .map((pattern) => pattern.replaceAll('**', 'a/b').replaceAll('*', 'a'))
        .sort(),
      'nothing-of-these',
      'other/one',
    ]),
  ]
  const [branches, tags, targets] = [names('branch'), names('tag'), names('targetBranch')]
  const starts: readonly Omit<World, 'open'>[] = [
    ...(['push', 'schedule', 'manual', 'api'] as const).flatMap((event) =>
      branches.map((branch) => ({ event, branch, tag: '', target: '' })),
    ),
    ...(['tag', 'manual', 'api'] as const).flatMap((event) =>
      tags.map((tag) => ({ event, branch: '', tag, target: '' })),
    ),
    ...targets.map((target) => ({ event: 'pullRequest' as const, branch: '', tag: '', target })),
  ]
  const answers = Array.from(
    { length: 2 ** open.length },
    (_, bits) => new Map(open.map((key, index) => [key, ((bits >> index) & 1) === 1])),
  )
  const runs = starts.map((start) => {
    const word = answers.map((answer) => (holds(condition, { ...start, open: answer }) ? '1' : '0')).join('')
    return `${start.event} ${start.branch}${start.tag}${start.target} ${word}`
  })
  return [open.join(' '), ...runs].join('\n')
}

function holds(condition: Condition, world: World): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, world))
  if ('any' in condition) return condition.any.some((part) => holds(part, world))
  if ('not' in condition) return !holds(condition.not, world)
  switch (condition.test) {
    case 'true':
      return true
    case 'false':
      return false
    case 'event':
      return condition.events.includes(world.event)
    case 'branch':
      return world.branch !== '' && matches(condition.patterns, world.branch)
    case 'tag':
      return world.tag !== '' && matches(condition.patterns, world.tag)
    case 'targetBranch':
      return world.target !== '' && matches(condition.patterns, world.target)
    default:
      return world.open.get(keyOf(condition)) === true
  }
}

function isOpen(test: Test): boolean {
  return !['true', 'false', 'event', 'branch', 'tag', 'targetBranch'].includes(test.test)
}

function keyOf(test: Test): string {
  return JSON.stringify(test)
}

function matches(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => {
    const source = pattern
      .replaceAll(/[.+^${}()|\\[\]?]/g, '\\$&')
      .replaceAll('**', '\0')
      .replaceAll('*', '[^/]*')
      .replaceAll('\0', '.*')
    return new RegExp(`^${source}$`).test(name)
  })
}
