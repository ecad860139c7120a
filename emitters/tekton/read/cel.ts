import { Environment } from '@marcbachmann/cel-js'

/** A node of an expression. */
export interface CelNode {
  readonly op: string
  readonly args: unknown
}

const environment = new Environment({ unlistedVariablesAreDyn: true })

/** An expression as a tree; undefined where it cannot be read. */
export function parseCel(text: string): CelNode | undefined {
  try {
    return environment.parse(text).ast as unknown as CelNode
  } catch {
    return undefined
  }
}

/** The parts of which one must hold, or all. */
export function partsOf(node: CelNode, op: '&&' | '||'): readonly CelNode[] {
  if (node.op !== op) return [node]
  return (node.args as readonly CelNode[]).flatMap((one) => partsOf(one, op))
}

/** The values that a variable may have; undefined: the node is no such comparison. */
export function equalIn(node: CelNode, variable: string): readonly string[] | undefined {
  if (!Array.isArray(node.args)) return undefined
  const [left, right] = node.args as unknown as readonly [CelNode, CelNode]
  if (left?.op !== 'id' || left.args !== variable) return undefined
  if (node.op === '==') return right?.op === 'value' && typeof right.args === 'string' ? [right.args] : undefined
  if (node.op !== 'in' || right?.op !== 'list' || !Array.isArray(right.args)) return undefined
  const values = (right.args as readonly CelNode[]).map((one) => (one.op === 'value' ? one.args : undefined))
  return values.every((one): one is string => typeof one === 'string') ? values : undefined
}

/** The text that a method of a variable is called with: `target_branch.startsWith("x")`. */
export function callOn(node: CelNode, variable: string, method: string): string | undefined {
  if (node.op !== 'rcall' || !Array.isArray(node.args)) return undefined
  const [name, on, args] = node.args as unknown as readonly [string, CelNode, readonly CelNode[]]
  const [first] = args
  if (name !== method || on.op !== 'id' || on.args !== variable || args.length !== 1) return undefined
  return first?.op === 'value' && typeof first.args === 'string' ? first.args : undefined
}

/** The path of `"docs/**".pathChanged()`. */
export function changedPath(node: CelNode): string | undefined {
  if (node.op !== 'rcall' || !Array.isArray(node.args)) return undefined
  const [name, on] = node.args as unknown as readonly [string, CelNode]
  return name === 'pathChanged' && on.op === 'value' && typeof on.args === 'string' ? on.args : undefined
}

/** What must not hold. */
export function notIn(node: CelNode): CelNode | undefined {
  return node.op === '!_' ? (node.args as CelNode) : undefined
}

/** What one item of a list must be: `files.all.exists(file, test)`. */
export function existsIn(
  node: CelNode,
  root: string,
  list: string,
): { readonly variable: string; readonly test: CelNode } | undefined {
  if (node.op !== 'rcall' || !Array.isArray(node.args)) return undefined
  const [name, on, args] = node.args as unknown as readonly [string, CelNode, readonly CelNode[]]
  const [variable, test] = args
  if (name !== 'exists' || on.op !== '.' || !Array.isArray(on.args) || test === undefined) return undefined
  const [of, key] = on.args as unknown as readonly [CelNode, string]
  if (of.op !== 'id' || of.args !== root || key !== list || variable?.op !== 'id') return undefined
  return { variable: String(variable.args), test }
}
