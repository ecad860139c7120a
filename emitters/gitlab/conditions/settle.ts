import { isNo, isYes, no, yes } from '../../../src/condition/build.ts'
import { given } from '../../../src/condition/given.ts'
import { reduce } from '../../../src/condition/reduce.ts'
import type { Condition, Test, Trigger } from '../../../src/ir.ts'

/**
 * A condition without the tests that every trigger of the story decides in the same way. Triggers with which the condition
 * cannot hold have no say, unless they would decide a test otherwise.
 */
export function settle(condition: Condition, triggers: readonly Trigger[]): Condition {
  const whole = triggers.map((trigger) => given(condition, trigger))
  if (whole.every(isYes)) return yes
  if (whole.every(isNo)) return no
  const settled = (test: Test, is: (condition: Condition) => boolean): boolean =>
    triggers.every((trigger, index) => {
      const found = given(test, trigger)
      return is(found) || (found === test && isNo(whole[index] as Condition))
    })
  return reduce(condition, (test) => (settled(test, isYes) ? yes : settled(test, isNo) ? no : test))
}
