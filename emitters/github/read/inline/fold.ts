import { evaluate, parseExpression, plainOf, statusNames } from '../../simulate/expression.ts'
import { calls, type Node, pathsIn } from '../expression.ts'
import { printExpression } from '../print-expression.ts'

/** An expression with all worked out that hangs on nothing but itself. */
export function fold(node: Node): Node {
  const inner = folded(node)
  if ('value' in inner || 'path' in inner) return inner
  const value = isClosed(inner) ? plainValue(inner) : undefined
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
    ? { value: value as string | number | boolean | null }
    : inner
}

/** The value of an expression that hangs on nothing but itself, lists and mappings too; undefined for others. */
export function plainValue(node: Node): unknown {
  const tree = isClosed(node) ? parseExpression(printExpression(node)) : undefined
  const value = tree === undefined ? undefined : evaluate(tree, {})
  return value === undefined ? undefined : plainOf(value)
}

/** A condition without the parts that say nothing in it. */
export function foldCondition(node: Node): Node {
  const inner = truth(fold(node))
  // That it asks how steps before ended is said by the word alone, wherever it stands.
  return calls(node, statusNames) && !calls(inner, statusNames) && !isFalse(inner) ? both(always, inner) : inner
}

const always: Node = { call: 'always', args: [] }

/** Two conditions at once. */
export function both(one: Node, other: Node): Node {
  const parts = [one, other].flatMap((node) => ('all' in node ? node.all : [node]))
  const texts = new Set<string>()
  const left = parts.filter((part) => {
    const text = JSON.stringify(part)
    const isNew = !texts.has(text) && !isTrue(part)
    texts.add(text)
    return isNew
  })
  const [only, ...more] = left
  return only === undefined ? { value: true } : more.length === 0 ? only : { all: left }
}

/** Whether a condition never holds, by itself. */
export function isFalse(node: Node): boolean {
  return 'value' in node && !isTruthy(node.value)
}

/** Whether a condition always holds, by itself. */
export function isTrue(node: Node): boolean {
  return 'value' in node && isTruthy(node.value)
}

function isTruthy(value: unknown): boolean {
  return !(value === null || value === false || value === 0 || value === '' || Number.isNaN(value))
}

// Only whether it holds counts in a condition, so that parts which decide nothing can go.
function truth(node: Node): Node {
  if ('not' in node) {
    const inner = truth(node.not)
    return 'value' in inner ? { value: !isTruthy(inner.value) } : { not: inner }
  }
  if ('all' in node) {
    const parts = node.all.map(truth)
    if (parts.some(isFalse)) return { value: false }
    return parts.reduce(both, { value: true })
  }
  if ('any' in node) {
    const parts = node.any.map(truth).filter((part) => !isFalse(part))
    if (parts.some(isTrue)) return { value: true }
    const [only, ...more] = parts
    return only === undefined ? { value: false } : more.length === 0 ? only : { any: parts }
  }
  return node
}

// In a value, what stands last is the result, so that only what is passed over can go.
function folded(node: Node): Node {
  if ('not' in node) return { not: fold(node.not) }
  if ('sign' in node) return asked({ sign: node.sign, left: fold(node.left), right: fold(node.right) })
  if ('call' in node) return { call: node.call, args: node.args.map(fold) }
  if ('of' in node) return { of: fold(node.of), key: node.key === '*' ? '*' : fold(node.key) }
  if ('all' in node) return chain(node.all.map(fold), isTrue, isFalse, (parts) => ({ all: parts }))
  if ('any' in node) return chain(node.any.map(fold), isFalse, isTrue, (parts) => ({ any: parts }))
  return node
}

function chain(
  parts: readonly Node[],
  isPassed: (node: Node) => boolean,
  isEnd: (node: Node) => boolean,
  make: (parts: readonly Node[]) => Node,
): Node {
  const end = parts.findIndex(isEnd)
  const reached = end < 0 ? parts : parts.slice(0, end + 1)
  const left = reached.filter((part, index) => index === reached.length - 1 || !isPassed(part))
  const [only, ...more] = left
  return only !== undefined && more.length === 0 ? only : make(left)
}

// `format('{0}', flag) == 'true'` is the flag itself, where that is a truth value.
function asked(node: Extract<Node, { readonly sign: string }>): Node {
  const { sign, left, right } = node
  const truthOf = unwrapped(left)
  if (truthOf === undefined || !('value' in right) || (sign !== '==' && sign !== '!=')) return node
  if (right.value !== 'true' && right.value !== 'false') return node
  return (right.value === 'true') === (sign === '==') ? truthOf : { not: truthOf }
}

function unwrapped(node: Node): Node | undefined {
  if (!('call' in node) || node.call !== 'format' || node.args.length !== 2) return undefined
  const [form, value] = node.args
  if (form === undefined || value === undefined || !('value' in form) || form.value !== '{0}') return undefined
  const isTruth = 'not' in value || 'sign' in value || ('call' in value && truths.has(value.call))
  return isTruth ? value : undefined
}

const truths: ReadonlySet<string> = new Set(['contains', 'startswith', 'endswith', ...statusNames])

function isClosed(node: Node): boolean {
  return pathsIn(node).length === 0 && !calls(node, ['hashfiles', ...statusNames])
}
