import type { Condition, Test } from '../ir.ts'
import { allOf, anyOf, notOf } from './build.ts'

/** A condition with each of its tests replaced, simplified. */
export function reduce(condition: Condition, replace: (test: Test) => Condition): Condition {
  if ('all' in condition) return allOf(condition.all.map((part) => reduce(part, replace)))
  if ('any' in condition) return anyOf(condition.any.map((part) => reduce(part, replace)))
  if ('not' in condition) return notOf(reduce(condition.not, replace))
  return replace(condition)
}
