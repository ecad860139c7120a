import { type Node, readExpression } from './expression.ts'

/** A part of a text of a workflow: plain text, or an expression between `${{` and `}}`. */
export type Part = string | { readonly expression: string; readonly node: Node | undefined }

/** Parts a text at its expressions. */
export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = []
  let from = 0
  for (let start = text.indexOf('${{'); start >= 0; start = text.indexOf('${{', from)) {
    const end = endOf(text, start + 3)
    if (end === undefined) break
    if (start > from) parts.push(text.slice(from, start))
    const expression = text.slice(start + 3, end).trim()
    parts.push({ expression, node: readExpression(expression) })
    from = end + 2
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}

/** The expression that is the whole of a text; undefined where there is more or none. */
export function wholeOf(text: string): Extract<Part, object> | undefined {
  const [only, ...more] = partsOf(text.trim())
  return more.length === 0 && typeof only === 'object' ? only : undefined
}

/** Whether a text holds an expression. */
export function hasExpression(text: string): boolean {
  return text.includes('${{')
}

/** What an `if` says: the text between the braces, or the whole text where there are none. */
export function readIf(value: string | number | boolean): Extract<Part, object> {
  const text = String(value).trim()
  const whole = wholeOf(text)
  if (whole !== undefined) return whole
  if (!hasExpression(text)) return { expression: text, node: readExpression(text) }
  // Expressions within a text are put together as text first, and then any text holds.
  return { expression: text, node: undefined }
}

// An expression ends at the first braces outside of a text.
function endOf(text: string, start: number): number | undefined {
  let quoted = false
  for (let at = start; at < text.length; at++) {
    if (text[at] === "'") quoted = !quoted
    else if (!quoted && text.startsWith('}}', at)) return at
  }
  return undefined
}
