import { no, yes } from '../../src/condition/build.ts'
import { reduce } from '../../src/condition/reduce.ts'
import type { Condition } from '../../src/ir.ts'
import { type Place, pieceOf } from './values.ts'

/** A condition without comparisons that are decided already, because the value is a constant in this run. */
export function simplify(condition: Condition, place: Place): Condition {
  return reduce(condition, (test) => {
    if (test.test !== 'equals') return test
    const piece = pieceOf(test.value, place)
    if (piece.kind !== 'text') return test
    return piece.text === test.to ? yes : no
  })
}
