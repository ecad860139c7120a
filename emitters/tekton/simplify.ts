import { allOf, anyOf, no, notOf, yes } from '../../src/condition/build.ts'
import type { Condition } from '../../src/ir.ts'
import { type Place, pieceOf } from './values.ts'

/** A condition without comparisons that are decided already, because the value is a constant in this run. */
export function simplify(condition: Condition, place: Place): Condition {
  if ('all' in condition) return allOf(condition.all.map((part) => simplify(part, place)))
  if ('any' in condition) return anyOf(condition.any.map((part) => simplify(part, place)))
  if ('not' in condition) return notOf(simplify(condition.not, place))
  if (condition.test !== 'equals') return condition
  const piece = pieceOf(condition.value, place)
  if (piece.kind !== 'text') return condition
  return piece.text === condition.to ? yes : no
}
