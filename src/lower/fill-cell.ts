import { no, yes } from '../condition/build.ts'
import { reduce } from '../condition/reduce.ts'
import type { Cell, Condition, MatrixRef } from '../ir.ts'
import { valueIn } from '../machine.ts'

/** A part of a pipeline with the values of a matrix in it; those of keys that the cell does not have stay references. */
export function fillCell<T>(node: T, cell: Cell): T {
  return fill(node, cell) as T
}

function fill(node: unknown, cell: Cell): unknown {
  if (Array.isArray(node)) {
    const made = node.map((item) => fill(item, cell))
    return made.some((item, index) => typeof item !== typeof node[index]) ? joined(made) : made
  }
  if (typeof node !== 'object' || node === null) return node
  if (isMatrixRef(node)) return Object.hasOwn(cell, node.key) ? valueIn(node, cell) : node
  // The place in the story stays what it is: it may be worked out only when somebody looks.
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'origin' ? value : key === 'condition' ? decided(value, cell) : fill(value, cell),
    ]),
  )
}

function isMatrixRef(node: object): node is MatrixRef {
  return 'ref' in node && node.ref === 'matrix'
}

// Neighbouring strings of a text are one.
function joined(parts: readonly unknown[]): readonly unknown[] {
  const made: unknown[] = []
  for (const part of parts) {
    const last = made.at(-1)
    if (typeof part === 'string' && typeof last === 'string') made[made.length - 1] = last + part
    else if (part !== '') made.push(part)
  }
  return made
}

function decided(condition: Condition, cell: Cell): Condition {
  return reduce(condition, (test) => {
    if (test.test !== 'equals' || test.value.ref !== 'matrix' || !Object.hasOwn(cell, test.value.key)) return test
    return cell[test.value.key] === test.to ? yes : no
  })
}
