import { insideQuotes } from '../../../../src/shell/quote.ts'
import { aliased } from '../aliases.ts'
import type { Node } from '../expression.ts'
import type { Pen } from './pen.ts'
import { variableFor, wordFor } from './value.ts'

/** An expression as a test of a POSIX shell; undefined where no script can make it. */
export function testOf(node: Node, pen: Pen): string | undefined {
  const own = aliased(node)
  if ('value' in own)
    return own.value === null || own.value === false || own.value === '' || own.value === 0 ? 'false' : 'true'
  if ('not' in own) {
    const inner = testOf(own.not, pen)
    return inner === undefined ? undefined : `! { ${inner}; }`
  }
  if ('all' in own) return joined(own.all, ' && ', pen)
  if ('any' in own) return joined(own.any, ' || ', pen)
  if ('sign' in own) return ofSign(own.sign, own.left, own.right, pen)
  if ('call' in own) return ofCall(own.call, own.args, pen)
  return 'path' in own ? holds(own, pen) : undefined
}

function joined(parts: readonly Node[], sign: string, pen: Pen): string | undefined {
  const tests = parts.map((part) => testOf(part, pen))
  return tests.includes(undefined) ? undefined : `{ ${tests.join(sign)}; }`
}

function ofSign(sign: string, left: Node, right: Node, pen: Pen): string | undefined {
  // What is no text is turned into a number first, and texts of a run are none.
  const isText = (node: Node): boolean => !('value' in node) || typeof node.value === 'string'
  const isTruth = (node: Node): boolean => 'value' in node && typeof node.value === 'boolean'
  const asked = [left, right].find((node) => 'path' in node)
  const typed = asked !== undefined && 'path' in asked && (asked.path[0] === 'matrix' || asked.path[0] === 'inputs')
  if (![left, right].every((node) => isText(node) || (typed && isTruth(node)))) return undefined
  if (sign !== '==' && sign !== '!=') return undefined
  const [one, other] = [wordFor(left, pen), wordFor(right, pen)]
  return one === undefined || other === undefined ? undefined : `[ "${one}" ${sign === '==' ? '=' : '!='} "${other}" ]`
}

function ofCall(call: string, args: readonly Node[], pen: Pen): string | undefined {
  if (call === 'format') {
    const name = variableFor({ call, args }, pen)
    return name === undefined ? undefined : `[ -n "$${name}" ]`
  }
  const [text, part] = args
  if (text === undefined || part === undefined || !('value' in part) || typeof part.value !== 'string') return undefined
  // A list of a run is no text.
  if (!('path' in text) || !/^(contains|startswith|endswith)$/.test(call)) return undefined
  const word = wordFor(text, pen)
  if (word === undefined) return undefined
  const [front, back] = [call === 'startswith' ? '' : '*', call === 'endswith' ? '' : '*']
  return `case "${word}" in ${front}"${insideQuotes(part.value)}"${back}) true ;; *) false ;; esac`
}

function holds(node: Extract<Node, { readonly path: unknown }>, pen: Pen): string | undefined {
  const name = variableFor(node, pen)
  if (name === undefined) return undefined
  const typed = node.path[0] === 'matrix' || node.path[0] === 'inputs'
  return typed ? `case "$${name}" in '' | 0 | false) false ;; *) true ;; esac` : `[ -n "$${name}" ]`
}
