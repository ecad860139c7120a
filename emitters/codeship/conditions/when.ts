import { allOf, anyOf, isNo, isYes, notOf, yes } from '../../../src/condition/build.ts'
import type { Cell, Condition, Pipeline } from '../../../src/ir.ts'
import { covers, disjoint } from '../../../src/pattern.ts'
import { fold, type Kind, type Told, toldTriggers } from './fold.ts'
import { isVendor, noWords, type Words, wordsOf } from './words.ts'

/** When a job runs: what the steps file says of it, and what is left for its script to ask. */
export interface When {
  /** Names of branches and tags, as patterns; null: all. */
  readonly names: readonly string[] | null
  readonly excluded: readonly string[]
  /** The words of the story for the two, where it has any. */
  readonly words: Words
  readonly guard: Condition
  /** What a build can be of where the job runs. */
  readonly kinds: readonly Kind[]
}

interface Variant {
  readonly kind: Kind
  readonly names: readonly string[] | null
  readonly excluded: readonly string[]
  readonly words: Words
  /** What must hold beside the names. */
  readonly rest: Condition
  readonly whole: Condition
}

/** When a job runs in a cell of its matrix; undefined: never. */
export function whenOf(condition: Condition, pipeline: Pipeline, cell: Cell): When | undefined {
  const variants = toldTriggers(pipeline)
    .map((trigger) => variantOf(trigger, fold(condition, trigger, pipeline, cell)))
    .filter(({ whole }) => !isNo(whole))
  if (variants.length === 0) return undefined
  const kinds = [...new Set(variants.map((variant) => variant.kind))]
  const [only] = variants
  const ofKind = (kind: Kind): Condition => ({ test: 'event', events: [kind] })
  if (variants.length === 1 && only !== undefined) {
    const { names, excluded, words } = only
    return { names, excluded, words, guard: allOf([ofKind(only.kind), only.rest]), kinds }
  }
  // What holds for branches and tags alike, the file says of both.
  const same = (one: Variant): boolean =>
    isYes(one.rest) &&
    isSame(one.names, only?.names) &&
    isSame(one.excluded, only?.excluded) &&
    isSame(one.words, only?.words)
  if (only !== undefined && kinds.length === variants.length && variants.every(same)) {
    const guard = kinds.length === 3 ? yes : ({ test: 'event', events: kinds } as const)
    const { names, excluded, words } = only
    return { names, excluded, words, guard, kinds }
  }
  const names = variants.every((variant) => variant.names !== null)
    ? [...new Set(variants.flatMap((variant) => variant.names ?? []))]
    : null
  return { names, excluded: [], words: noWords, guard: guardOf(kinds, variants), kinds }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

// With patterns for several kinds the names tell enough only together with the kind. Where all kinds run, there is nothing to ask.
function guardOf(kinds: readonly Kind[], variants: readonly Variant[]): Condition {
  const parts = kinds.map((kind) => ({
    kind,
    whole: anyOf(variants.filter((variant) => variant.kind === kind).map((variant) => variant.whole)),
  }))
  const bare = parts.filter(({ whole }) => isYes(whole)).map(({ kind }) => kind)
  if (bare.length === 3) return yes
  return anyOf([
    ...(bare.length === 0 ? [] : [{ test: 'event', events: bare } as const]),
    ...parts
      .filter(({ whole }) => !isYes(whole))
      .map(({ kind, whole }) => allOf([{ test: 'event', events: [kind] }, whole])),
  ])
}

function variantOf(trigger: Told, left: Condition): Variant {
  if (trigger.kind === 'pullRequest')
    return { kind: 'pullRequest', names: null, excluded: [], words: noWords, rest: left, whole: left }
  const test = trigger.kind === 'push' ? 'branch' : 'tag'
  const admitted = trigger.kind === 'push' ? trigger.branches : trigger.tags
  const ignored = trigger.kind === 'push' ? trigger.ignoreBranches : trigger.ignoreTags
  const all = admitted.length === 0 || admitted.includes('**')
  const filter = allOf([
    all ? yes : { test, patterns: admitted },
    ignored.length === 0 ? yes : notOf({ test, patterns: ignored }),
  ])
  const whole = allOf([filter, left])
  const parts = 'all' in whole ? whole.all : isYes(whole) ? [] : [whole]
  const excluded = parts.flatMap((part) =>
    'not' in part && 'test' in part.not && part.not.test === test ? part.not.patterns : [],
  )
  const listed = parts.flatMap((part) => ('test' in part && part.test === test ? [part.patterns] : []))
  const names = listed.reduce<readonly string[] | null>(
    (found, patterns) => (found === null ? patterns : narrower(found, patterns)),
    null,
  )
  if (names !== null && names.length === 0)
    return { kind: trigger.kind, names, excluded: [], words: noWords, rest: left, whole: { test: 'false' } }
  // Two lists that only partly cover each other are both asked for by the script.
  const exact = listed.length < 2 || listed.every((patterns) => (names ?? []).every((name) => covers(patterns, name)))
  const rest = allOf(
    parts.filter((part) => {
      if (isVendor('not' in part ? part.not : part)) return false
      if ('not' in part && 'test' in part.not && part.not.test === test) return false
      return !('test' in part && part.test === test) || !exact
    }),
  )
  return { kind: trigger.kind, names, excluded, words: wordsOf(whole), rest, whole }
}

function narrower(one: readonly string[], other: readonly string[]): readonly string[] {
  const reached = (list: readonly string[], by: readonly string[]) =>
    list.filter((pattern) => by.some((second) => !disjoint(pattern, second)))
  const [left, right] = [reached(one, other), reached(other, one)]
  return left.every((pattern) => covers(other, pattern)) ? left : right
}
