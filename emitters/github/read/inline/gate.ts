import type { Data } from '../../../../src/yaml/data.ts'
import { statusNames } from '../../simulate/expression.ts'
import { statusOf } from '../condition.ts'
import { calls, type Node } from '../expression.ts'
import { printExpression } from '../print-expression.ts'
import { wordOf } from '../source.ts'
import { readIf } from '../template.ts'
import { both, foldCondition, isFalse, isTrue } from './fold.ts'

/** A condition, parted. */
export interface Gate {
  /** How what came before must have ended: well; well or not; not well; not badly; or as only the whole of it says. */
  readonly status: 'success' | 'always' | 'failure' | 'unfailed' | 'other'
  /** The function that asks so; undefined for the default. */
  readonly word: Node | undefined
  readonly rest: Node
}

/** The gate of what always runs after what went well. */
export const open: Gate = { status: 'success', word: undefined, rest: { value: true } }

/** What an `if` asks; undefined where it cannot be read. */
export function readGate(value: Data | undefined): Gate | undefined {
  const text = wordOf(value)
  if (text === undefined || text === '') return open
  const { node } = readIf(text)
  if (node === undefined) return undefined
  const all = foldCondition(node)
  const parts = 'all' in all ? all.all : [all]
  const words = parts.filter((part) => statusOf(part) !== undefined)
  const rest = parts.filter((part) => statusOf(part) === undefined)
  const [word, ...more] = words
  const status = word === undefined ? 'success' : statusOf(word)
  const isClear = more.length === 0 && !rest.some((part) => calls(part, [...statusNames]))
  if (!isClear || status === undefined) return { status: 'other', word: undefined, rest: all }
  return { status, word: status === 'success' ? undefined : word, rest: rest.reduce(both, { value: true }) }
}

/** Whether what is behind a gate never runs. */
export function isClosed({ rest }: Gate): boolean {
  return isFalse(rest)
}

/** A gate as an `if`; undefined where the default says the same. */
export function ifOf({ word, rest }: Gate): string | undefined {
  const whole = word === undefined ? rest : both(word, rest)
  return isTrue(whole) ? undefined : printExpression(whole)
}

/** Both gates at once: the word is that of the outer one, unless it has none. */
export function through(outer: Gate, inner: Gate): Gate {
  const { status, word } = outer.status === 'success' ? inner : outer
  return { status, word, rest: both(outer.rest, inner.rest) }
}
