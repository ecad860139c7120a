import type { Expr } from '@actions/expressions'
import {
  Binary,
  ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Star,
  Unary,
} from '@actions/expressions/ast'
import { parseExpression } from '../simulate/expression.ts'

/** An expression as plain data: parentheses are gone, names that ignore case stand in lower case. */
export type Node =
  | { readonly value: string | number | boolean | null }
  | { readonly path: readonly string[] }
  | { readonly of: Node; readonly key: Node | '*' }
  | { readonly not: Node }
  | { readonly sign: string; readonly left: Node; readonly right: Node }
  | { readonly all: readonly Node[] }
  | { readonly any: readonly Node[] }
  | { readonly call: string; readonly args: readonly Node[] }

/** An expression as data; undefined where it is none. */
export function readExpression(text: string): Node | undefined {
  const known = seen.get(text)
  if (known !== undefined) return known.node
  const tree = text.length > 21_000 ? undefined : parseExpression(text)
  const node = tree === undefined ? undefined : nodeOf(tree)
  if (seen.size > 5000) seen.clear()
  seen.set(text, { node })
  return node
}

// Workflows say the same few things again and again.
const seen = new Map<string, { readonly node: Node | undefined }>()

/** The same expression has the same text here, however it was written. */
export function textOf(node: Node): string {
  return JSON.stringify(node)
}

/** Whether an expression calls one of the functions. */
export function calls(node: Node, names: readonly string[]): boolean {
  return some(node, (part) => 'call' in part && names.includes(part.call))
}

/** The paths of contexts in an expression, such as `steps.build.outputs.digest`. */
export function pathsIn(node: Node): readonly (readonly string[])[] {
  const found: (readonly string[])[] = []
  some(node, (part) => {
    if ('path' in part) found.push(part.path)
    return false
  })
  return found
}

/** An expression with some of its parts replaced. */
export function replaced(node: Node, by: (part: Node) => Node | undefined): Node {
  const other = by(node)
  if (other !== undefined) return other
  const inner = (part: Node): Node => replaced(part, by)
  if ('not' in node) return { not: inner(node.not) }
  if ('sign' in node) return { sign: node.sign, left: inner(node.left), right: inner(node.right) }
  if ('all' in node) return { all: node.all.map(inner) }
  if ('any' in node) return { any: node.any.map(inner) }
  if ('call' in node) return { call: node.call, args: node.args.map(inner) }
  if ('of' in node) return { of: inner(node.of), key: node.key === '*' ? '*' : inner(node.key) }
  return node
}

function some(node: Node, holds: (part: Node) => boolean): boolean {
  if (holds(node)) return true
  if ('not' in node) return some(node.not, holds)
  if ('sign' in node) return [node.left, node.right].some((part) => some(part, holds))
  if ('all' in node) return node.all.some((part) => some(part, holds))
  if ('any' in node) return node.any.some((part) => some(part, holds))
  if ('call' in node) return node.args.some((part) => some(part, holds))
  if ('of' in node) return some(node.of, holds) || (node.key !== '*' && some(node.key, holds))
  return false
}

function nodeOf(tree: Expr): Node {
  if (tree instanceof Grouping) return nodeOf(tree.group)
  if (tree instanceof Literal)
    return { value: (tree.literal as { readonly value?: string | number | boolean }).value ?? null }
  if (tree instanceof ContextAccess) return { path: [tree.name.lexeme.toLowerCase()] }
  if (tree instanceof IndexAccess) return access(nodeOf(tree.expr), tree.index)
  if (tree instanceof Unary) return { not: nodeOf(tree.expr) }
  if (tree instanceof Binary) return { sign: tree.operator.lexeme, left: nodeOf(tree.left), right: nodeOf(tree.right) }
  if (tree instanceof Logical) return logical(tree)
  if (tree instanceof FunctionCall) return { call: tree.functionName.lexeme.toLowerCase(), args: tree.args.map(nodeOf) }
  return { value: null }
}

// The parser nests a chain of one operator where parentheses stand in it.
function logical(tree: Logical): Node {
  const isAnd = tree.operator.lexeme === '&&'
  const parts = tree.args
    .map(nodeOf)
    .flatMap((part) => (isAnd && 'all' in part ? part.all : !isAnd && 'any' in part ? part.any : [part]))
  return isAnd ? { all: parts } : { any: parts }
}

function access(of: Node, index: Expr): Node {
  if (index instanceof Star) return { of, key: '*' }
  const key = nodeOf(index)
  if ('path' in of && 'value' in key && typeof key.value === 'string')
    return { path: [...of.path, foldsCase(of.path) ? key.value.toLowerCase() : key.value] }
  return { of, key }
}

// Keys of contexts ignore case. The names of jobs, steps, outputs and secrets are kept as the file has them.
function foldsCase(path: readonly string[]): boolean {
  return path[0] === 'github' || path[0] === 'runner' || path[0] === 'strategy'
}
