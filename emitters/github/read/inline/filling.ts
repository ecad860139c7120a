import { calls, type Node } from '../expression.ts'
import { printExpression } from '../print-expression.ts'
import { partsOf, wholeOf } from '../template.ts'

/** What takes the place of a value of a context: within an expression, and as all of one. */
export interface Filling {
  readonly node: Node
  readonly text: string
}

/** Whether the value at a path is a text in every run, as far as the workflow around it says. */
export type IsText = (path: readonly string[]) => boolean

/** A text of a file as what takes the place of an input that is a text whatever is given. */
export function textFilling(text: string, isOther: IsText): Filling | undefined {
  const parts = partsOf(text)
  const nodes: Node[] = []
  let form = ''
  for (const part of parts) {
    if (typeof part === 'string') form += part.replaceAll(/[{}]/g, '$&$&')
    else if (part.node === undefined) return undefined
    else {
      form += `{${nodes.length}}`
      nodes.push(part.node)
    }
  }
  const whole = wholeOf(text)
  if (nodes.length === 0) return { node: { value: text }, text }
  if (whole?.node !== undefined && text.trim() === text && isText(whole.node, isOther))
    return { node: whole.node, text }
  return { node: { call: 'format', args: [{ value: form }, ...nodes] }, text }
}

/** A value of a file as what takes the place of an input that keeps its kind. */
export function valueFilling(value: string | number | boolean | null): Filling | undefined {
  if (typeof value !== 'string') return { node: { value }, text: value === null ? '' : String(value) }
  const whole = wholeOf(value)
  return whole?.node === undefined ? undefined : { node: whole.node, text: value }
}

/** An expression as what takes the place of a value. */
export function nodeFilling(node: Node): Filling {
  if ('value' in node) return { node, text: node.value === null ? '' : String(node.value) }
  return { node, text: `\${{ ${printExpression(node)} }}` }
}

const texts: ReadonlySet<string> = new Set(['env', 'secrets', 'vars', 'runner'])

// Whether an expression is a text in every run: what is none becomes one on its way into an action.
function isText(node: Node, isOther: IsText): boolean {
  if ('value' in node) return typeof node.value === 'string'
  if ('call' in node) return ['format', 'join', 'tojson', 'hashfiles'].includes(node.call)
  if ('any' in node)
    return node.any.every((part, index) => {
      const last = 'all' in part && index < node.any.length - 1 ? part.all[part.all.length - 1] : part
      return last !== undefined && isText(last, isOther)
    })
  if (!('path' in node)) return false
  const [context, name, third] = node.path
  if (texts.has(context ?? '') || (context === 'github' && name !== 'event')) return node.path.length === 2
  if ((context === 'steps' || context === 'needs') && third === 'outputs') return node.path.length === 4
  return isOther(node.path)
}

/** Whether an expression asks for what stands in files. */
export function asksFiles(node: Node): boolean {
  return calls(node, ['hashfiles'])
}
