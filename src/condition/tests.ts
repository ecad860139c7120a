import type { Condition, Test } from '../ir.ts'

/** The leaves of a condition. */
export function tests(condition: Condition): readonly Test[] {
  if ('all' in condition) return condition.all.flatMap(tests)
  if ('any' in condition) return condition.any.flatMap(tests)
  if ('not' in condition) return tests(condition.not)
  return [condition]
}
