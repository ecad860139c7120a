import type { Condition, Test } from '../ir.ts'

/** The leaves of a condition. */
export function tests(condition: Condition): readonly Test[] {
  if ('all' in condition) return condition.all.flatMap(tests)
  if ('any' in condition) return condition.any.flatMap(tests)
  if ('not' in condition) return tests(condition.not)
  return [condition]
}

/** The vendors in whose words a condition is said, for each such test of it. */
export function vendorTests(condition: Condition): readonly string[] {
  return tests(condition).flatMap((leaf) => (leaf.test === 'vendor' ? [Object.keys(leaf.texts).join(', ')] : []))
}
