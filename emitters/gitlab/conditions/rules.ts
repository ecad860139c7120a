import { allOf, isNo, isYes, no, yes } from '../../../src/condition/build.ts'
import { reduce } from '../../../src/condition/reduce.ts'
import { tests } from '../../../src/condition/tests.ts'
import type { Condition, Test } from '../../../src/ir.ts'
import { changesOf } from '../pattern.ts'
import { expressionOf, type Speaker } from './expression.ts'

/** One rule of a job: when all that it names holds, the job is there, or with `never` it is not. */
export interface Rule {
  readonly if?: string
  readonly changes?: readonly string[]
  readonly never?: true
}

type Changed = Extract<Test, { test: 'changed' }>

/**
 * A condition as rules, of which the first that matches decides; none for a condition that always holds, undefined where
 * rules cannot say it: a rule has one list of changed paths, and cannot turn it round.
 */
export function rulesOf(condition: Condition, speaker: Speaker): readonly Rule[] | undefined {
  if (isYes(condition)) return []
  if (isNo(condition)) return [{ never: true }]
  const asked = new Map(
    tests(condition).flatMap((test) => (test.test === 'changed' ? [[JSON.stringify(test), test] as const] : [])),
  )
  const [only] = asked.values()
  if (only === undefined) return withoutChanges(condition, speaker)
  if (asked.size === 1) return withChanges(condition, only, speaker)
  return apart(condition, speaker)
}

function withoutChanges(condition: Condition, speaker: Speaker): readonly Rule[] | undefined {
  const parts = 'any' in condition ? condition.any : [condition]
  return defined(parts.map((part) => rule(part, speaker)))
}

function withChanges(condition: Condition, changed: Changed, speaker: Speaker): readonly Rule[] | undefined {
  const key = JSON.stringify(changed)
  const given = (answer: Condition) => reduce(condition, (test) => (JSON.stringify(test) === key ? answer : test))
  const [hit, miss] = [given(yes), given(no)]
  const changes = changesOf(changed.paths)
  const onHit = isNo(hit) ? [] : [rule(hit, speaker, changes)]
  const onMiss = isNo(miss) ? [] : [rule(miss, speaker)]
  if (!turned(condition, false)) return defined([...onHit, ...onMiss])
  return defined([...onHit, { changes, never: true as const }, ...onMiss])
}

// Of several lists of paths none may be turned round, and no two may have to hold together.
function apart(condition: Condition, speaker: Speaker): readonly Rule[] | undefined {
  if (turned(condition, false)) return undefined
  const merged = new Map<string, { readonly rest: Condition; readonly paths: Set<string> | undefined }>()
  for (const term of terms(condition)) {
    const lists = narrowest(term.filter(isChanged))
    if (lists.length > 1) return undefined
    const rest = allOf(term.filter((part) => !isChanged(part)))
    const key = `${lists.length} ${JSON.stringify(rest)}`
    const known = merged.get(key) ?? { rest, paths: lists.length === 0 ? undefined : new Set<string>() }
    for (const path of lists[0]?.paths ?? []) known.paths?.add(path)
    merged.set(key, known)
  }
  return defined([...merged.values()].map(({ rest, paths }) => rule(rest, speaker, paths && changesOf([...paths]))))
}

// Of two lists that have to hold together, the wider one goes without saying: what changed is in both.
function narrowest(lists: readonly Changed[]): readonly Changed[] {
  return lists.filter(
    (list, index) =>
      !lists.some((other, at) => other !== list && within(other, list) && (at < index || !within(list, other))),
  )
}

function within(inner: Changed, outer: Changed): boolean {
  return inner.paths.every((path) => outer.paths.some((wide) => covers(wide, path)))
}

function covers(wide: string, path: string): boolean {
  const folder = wide.endsWith('**') ? wide.slice(0, -2) : undefined
  return wide === path || (folder !== undefined && !folder.includes('*') && path.startsWith(folder))
}

function terms(condition: Condition): readonly (readonly Condition[])[] {
  if (!tests(condition).some(isChanged)) return [[condition]]
  if ('any' in condition) return condition.any.flatMap(terms)
  if (!('all' in condition)) return [[condition]]
  return condition.all.reduce<readonly (readonly Condition[])[]>(
    (lists, part) =>
      lists.flatMap((list) =>
        terms(part).map((more) => [...new Map([...list, ...more].map((one) => [JSON.stringify(one), one])).values()]),
      ),
    [[]],
  )
}

function rule(condition: Condition, speaker: Speaker, changes?: readonly string[]): Rule | undefined {
  const text = isYes(condition) ? '' : expressionOf(condition, speaker)
  if (text === undefined) return undefined
  return { ...(text === '' ? {} : { if: text }), ...(changes === undefined ? {} : { changes }) }
}

function isChanged(condition: Condition): condition is Changed {
  return 'test' in condition && condition.test === 'changed'
}

/** Whether a test of changed paths stands under a `not`. */
function turned(condition: Condition, negated: boolean): boolean {
  if ('not' in condition) return turned(condition.not, !negated)
  if ('all' in condition) return condition.all.some((part) => turned(part, negated))
  if ('any' in condition) return condition.any.some((part) => turned(part, negated))
  return negated && condition.test === 'changed'
}

function defined(rules: readonly (Rule | undefined)[]): readonly Rule[] | undefined {
  return rules.every((one): one is Rule => one !== undefined) ? rules : undefined
}
