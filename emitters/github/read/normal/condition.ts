import { tests } from '../../../../src/condition/tests.ts'
import type { Condition } from '../../../../src/ir.ts'
import { simplifyBy } from '../../simplify.ts'
import { readCondition } from '../condition.ts'
import type { Node } from '../expression.ts'
import type { Known } from '../known.ts'
import { wordOf } from '../source.ts'
import { readIf } from '../template.ts'
import { type Ids, normalNode } from './words.ts'

/** What an `if` says, whatever words it says it in; undefined where it is what goes without saying. */
export function normalIf(
  value: unknown,
  known: Known,
  ids: Ids,
  needs: readonly string[],
  closed: boolean,
): string | undefined {
  const word = wordOf(value)
  if (word === undefined || word === '') return undefined
  const { node, expression } = readIf(word)
  if (node === undefined) return `as text: ${expression}`
  const { status, condition, must } = readCondition(node, known, needs)
  if (tests(condition).some((test) => test.test === 'vendor')) return normalNode(bare(node), ids)
  const left = closed ? simplifyBy(condition, known.triggers) : condition
  // What is said of results one by one also holds when a run is cancelled.
  if (status !== 'success' || must !== undefined) return `${status} ${normalNode(bare(node), ids)}`
  if ('test' in left && left.test === 'true') return undefined
  return JSON.stringify(ordered(left))
}

function bare(node: Node): Node {
  if (!('all' in node)) return node
  const parts = node.all.filter((part) => !('call' in part && part.call === 'success' && part.args.length === 0))
  return parts.length === 1 ? (parts[0] as Node) : { all: parts }
}

function ordered(condition: Condition): Condition {
  const sort = (parts: readonly Condition[]): readonly Condition[] =>
    parts.map(ordered).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
  if ('all' in condition) return { all: sort(condition.all) }
  if ('any' in condition) return { any: sort(condition.any) }
  if ('not' in condition) return { not: ordered(condition.not) }
  return condition
}
