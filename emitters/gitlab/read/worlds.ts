import { tests } from '../../../src/condition/tests.ts'
import type { Condition, EventName, Test } from '../../../src/ir.ts'

/** A run that a condition can be asked about. */
interface World {
  readonly event: EventName
  readonly branch: string
  readonly tag: string
  readonly target: string
}

/** The runs that conditions can tell apart, and what nothing in a run decides. */
interface Worlds {
  readonly starts: readonly World[]
  /** The tests that are open, as text, and for each the sets of answers in which it holds: one bit a set. */
  readonly open: ReadonlyMap<string, bigint>
  /** All sets of answers. */
  readonly all: bigint
}

// More answers that are open make too many runs to look at.
const mostOpen = 8

/** A word for the runs in which a condition holds: two that hold in the same ones, by the same tests, have the same. */
export function signatureOf(condition: Condition): string {
  const text = JSON.stringify(condition)
  const made = signatures.get(text) ?? signatureIn(condition)
  if (signatures.size > 5000) signatures.clear()
  signatures.set(text, made)
  return made
}

// The jobs of a file mostly have the same few conditions.
const signatures = new Map<string, string>()

function signatureIn(condition: Condition): string {
  const worlds = worldsOf(tests(condition))
  if (worlds === undefined) return JSON.stringify(condition)
  const runs = worlds.starts.map(
    (start) =>
      `${start.event} ${start.branch}${start.tag}${start.target} ${answersIn(condition, start, worlds).toString(16)}`,
  )
  return [[...worlds.open.keys()].join(' '), ...runs].join('\n')
}

/** Whether a condition can hold in a run in which another one does not, as far as can be told. */
export function canHoldWithout(condition: Condition, other: Condition): boolean {
  const worlds = worldsOf([...tests(condition), ...tests(other)])
  return (
    worlds === undefined ||
    worlds.starts.some(
      (start) => (answersIn(condition, start, worlds) & ~answersIn(other, start, worlds) & worlds.all) !== 0n,
    )
  )
}

function worldsOf(all: readonly Test[]): Worlds | undefined {
  const open = [...new Set(all.filter(isOpen).map(keyOf))].sort()
  if (open.length > mostOpen) return undefined
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
  const sets = 2 ** open.length
  const bits = (index: number): bigint => {
    const word = Array.from({ length: sets }, (_, set) => (set >> index) & 1).reverse()
    return BigInt(`0b${word.join('')}`)
  }
  return {
    starts: [
      ...(['push', 'schedule', 'manual', 'api'] as const).flatMap((event) =>
        branches.map((branch) => ({ event, branch, tag: '', target: '' })),
      ),
      ...(['tag', 'manual', 'api'] as const).flatMap((event) =>
        tags.map((tag) => ({ event, branch: '', tag, target: '' })),
      ),
      ...targets.map((target) => ({ event: 'pullRequest' as const, branch: '', tag: '', target })),
    ],
    open: new Map(open.map((key, index) => [key, bits(index)])),
    all: 2n ** BigInt(sets) - 1n,
  }
}

/** The sets of answers to what is open in which a condition holds: all are looked at in one go. */
function answersIn(condition: Condition, world: World, worlds: Worlds): bigint {
  if ('all' in condition)
    return condition.all.reduce(
      (bits, part) => (bits === 0n ? bits : bits & answersIn(part, world, worlds)),
      worlds.all,
    )
  if ('any' in condition)
    return condition.any.reduce(
      (bits, part) => (bits === worlds.all ? bits : bits | answersIn(part, world, worlds)),
      0n,
    )
  if ('not' in condition) return ~answersIn(condition.not, world, worlds) & worlds.all
  if (isOpen(condition)) return worlds.open.get(keyOf(condition)) ?? 0n
  return isSo(condition, world) ? worlds.all : 0n
}

function isSo(test: Test, world: World): boolean {
  switch (test.test) {
    case 'true':
      return true
    case 'event':
      return test.events.includes(world.event)
    case 'branch':
      return world.branch !== '' && matches(test.patterns, world.branch)
    case 'tag':
      return world.tag !== '' && matches(test.patterns, world.tag)
    case 'targetBranch':
      return world.target !== '' && matches(test.patterns, world.target)
    default:
      return false
  }
}

function isOpen(test: Test): boolean {
  return !['true', 'false', 'event', 'branch', 'tag', 'targetBranch'].includes(test.test)
}

const keys = new WeakMap<Test, string>()

function keyOf(test: Test): string {
  const known = keys.get(test)
  if (known !== undefined) return known
  const key = JSON.stringify(test)
  keys.set(test, key)
  return key
}

const expressions = new WeakMap<readonly string[], RegExp>()

function matches(patterns: readonly string[], name: string): boolean {
  const known = expressions.get(patterns)
  if (known !== undefined) return known.test(name)
  const sources = patterns.map((pattern) =>
    pattern
      .replaceAll(/[.+^${}()|\\[\]?]/g, '\\$&')
      .replaceAll('**', '\0')
      .replaceAll('*', '[^/]*')
      .replaceAll('\0', '.*'),
  )
  const made = new RegExp(`^(?:${sources.join('|')})$`)
  expressions.set(patterns, made)
  return made.test(name)
}
