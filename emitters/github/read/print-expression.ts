import { type Expression, quote } from '../expression.ts'
import type { Node } from './expression.ts'

/** An expression as the text of a workflow. */
export function printExpression(node: Node): Expression {
  return print(node, 0)
}

// How tightly an operator binds; what binds looser stands in parentheses.
const signs: Readonly<Record<string, number>> = { '==': 3, '!=': 3, '<': 4, '<=': 4, '>': 4, '>=': 4 }

function print(node: Node, around: number): Expression {
  if ('value' in node) return typeof node.value === 'string' ? quote(node.value) : String(node.value)
  if ('path' in node) return node.path.map(key).join('')
  if ('of' in node) return `${print(node.of, 6)}${node.key === '*' ? '.*' : indexed(node.key)}`
  if ('call' in node)
    return `${Object.hasOwn(names, node.call) ? names[node.call] : node.call}(${node.args.map((part) => print(part, 0)).join(', ')})`
  if ('not' in node) return `!${print(node.not, 5)}`
  if ('sign' in node) {
    const own = signs[node.sign] ?? 0
    return wrap(`${print(node.left, own + 1)} ${node.sign} ${print(node.right, own + 1)}`, own, around)
  }
  const [parts, sign, own] = 'all' in node ? ([node.all, ' && ', 2] as const) : ([node.any, ' || ', 1] as const)
  return wrap(parts.map((part) => print(part, own + 1)).join(sign), own, around)
}

const names: Readonly<Record<string, string>> = {
  startswith: 'startsWith',
  endswith: 'endsWith',
  fromjson: 'fromJSON',
  tojson: 'toJSON',
  hashfiles: 'hashFiles',
}

function wrap(text: string, own: number, around: number): string {
  return own < around ? `(${text})` : text
}

function key(name: string, index: number): string {
  if (index === 0) return name
  return /^[A-Za-z_][\w-]*$/.test(name) ? `.${name}` : `[${quote(name)}]`
}

function indexed(node: Node): string {
  return 'value' in node && typeof node.value === 'string' && /^[A-Za-z_][\w-]*$/.test(node.value)
    ? `.${node.value}`
    : `[${print(node, 0)}]`
}
