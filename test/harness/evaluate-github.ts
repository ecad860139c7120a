import { data, Evaluator, Lexer, Parser, wellKnownFunctions } from '@actions/expressions'
import { truthy } from '@actions/expressions/result'

/** What expressions know: contexts by name. */
export type Contexts = Readonly<Record<string, unknown>>

/**
 * A text of a workflow with its expressions evaluated, by GitHub's own library.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/expressions
 */
export function evaluateText(text: string, contexts: Contexts = {}): string {
  let rest = text
  let done = ''
  for (let start = rest.indexOf('${{'); start >= 0; start = rest.indexOf('${{')) {
    const end = endOf(rest, start + 3)
    done += rest.slice(0, start) + evaluateExpression(rest.slice(start + 3, end), contexts)
    rest = rest.slice(end + 2)
  }
  return done + rest
}

/** The value of an expression as text. */
export function evaluateExpression(expression: string, contexts: Contexts = {}): string {
  return evaluate(expression, contexts, {}).coerceString()
}

/** What the functions of a condition say of what ran before. */
export type Status = Readonly<Record<'success' | 'failure' | 'always' | 'cancelled', boolean>>

/** Whether the condition of a job or step holds; one that asks for no status holds after success alone. */
export function evaluateCondition(condition: string | undefined, contexts: Contexts, status: Status): boolean {
  const expression = /^\s*\$\{\{([\s\S]*)\}\}\s*$/.exec(condition ?? '')?.[1] ?? condition ?? 'success()'
  const asks = /\b(success|failure|always|cancelled)\s*\(/.test(expression)
  return (asks || status.success) && truthy(evaluate(expression, contexts, status))
}

function evaluate(expression: string, contexts: Contexts, status: Partial<Status>): data.ExpressionData {
  const functions = Object.entries(status).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }))
  const known = [...Object.values(wellKnownFunctions), ...functions]
  const tree = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), known).parse()
  const extra = new Map(functions.map((one) => [one.name, one]))
  return new Evaluator(tree, dataOf(contexts) as data.Dictionary, extra).evaluate()
}

// An expression ends at the first braces outside of a string.
function endOf(text: string, start: number): number {
  let quoted = false
  for (let at = start; at < text.length; at++) {
    if (text[at] === "'") quoted = !quoted
    else if (!quoted && text.startsWith('}}', at)) return at
  }
  throw new Error(`an expression that does not end: ${text}`)
}

function dataOf(value: unknown): data.ExpressionData {
  if (value === null || value === undefined) return new data.Null()
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'string') return new data.StringData(value)
  return new data.Dictionary(...Object.entries(value).map(([key, entry]) => ({ key, value: dataOf(entry) })))
}
