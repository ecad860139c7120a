import type { Condition, Test } from '../ir.ts'
import { isYes, yes } from './build.ts'

// Most jobs and steps have no condition, and a score of rows ask for each.
const always = [yes as Test]

/** The leaves of a condition. */
export function tests(condition: Condition): readonly Test[] {
  if (condition === yes) return always
  if ('all' in condition) return condition.all.flatMap(tests)
  if ('any' in condition) return condition.any.flatMap(tests)
  if ('not' in condition) return tests(condition.not)
  return [condition]
}

const none: readonly never[] = []

/** The vendors in whose words a condition is said, for each such test of it. */
export function vendorTests(condition: Condition): readonly string[] {
  if (isYes(condition)) return none
  return tests(condition).flatMap((leaf) => (leaf.test === 'vendor' ? [Object.keys(leaf.texts).join(', ')] : []))
}
