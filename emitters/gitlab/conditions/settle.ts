import { allOf, anyOf, isNo, isYes, no, notOf, yes } from '../../../src/condition/build.ts'
import { given } from '../../../src/condition/given.ts'
import type { Condition, Test, Trigger } from '../../../src/ir.ts'

/** A condition without the tests that every trigger of the story decides in the same way. */
export function settle(condition: Condition, triggers: readonly Trigger[]): Condition {
  if (triggers.every((trigger) => isYes(given(condition, trigger)))) return yes
  if (triggers.every((trigger) => isNo(given(condition, trigger)))) return no
  return reduce(condition, (test) => {
    const first = triggers[0] === undefined ? test : given(test, triggers[0])
    if (isYes(first) && triggers.every((trigger) => isYes(given(test, trigger)))) return yes
    if (isNo(first) && triggers.every((trigger) => isNo(given(test, trigger)))) return no
    return test
  })
}

/** A condition with each of its tests replaced. */
export function reduce(condition: Condition, replace: (test: Test) => Condition): Condition {
  if ('all' in condition) return allOf(condition.all.map((part) => reduce(part, replace)))
  if ('any' in condition) return anyOf(condition.any.map((part) => reduce(part, replace)))
  if ('not' in condition) return notOf(reduce(condition.not, replace))
  return replace(condition)
}
