import { data, Evaluator, type Expr, Lexer, Parser, wellKnownFunctions } from '@actions/expressions'

/** What expressions know: contexts by name. */
export type Contexts = Readonly<Record<string, unknown>>

/** What the status functions answer. */
export type Status = Readonly<Record<'success' | 'failure' | 'always' | 'cancelled', boolean>>

/** The contexts that any expression may name; one that a place does not have is empty. */
const contextNames = [
  'github',
  'env',
  'vars',
  'job',
  'jobs',
  'steps',
  'runner',
  'secrets',
  'strategy',
  'matrix',
  'needs',
  'inputs',
]

/** The functions that ask what became of the jobs before. */
export const statusNames = ['success', 'failure', 'always', 'cancelled'] as const

/**
 * An expression, read by GitHub's own library; undefined where it is none.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/expressions
 */
export function parseExpression(text: string): Expr | undefined {
  const found = parsed.has(text) ? parsed.get(text) : parse(text)
  if (parsed.size > 2000) parsed.clear()
  parsed.set(text, found)
  return found
}

const parsed = new Map<string, Expr | undefined>()

function parse(text: string): Expr | undefined {
  try {
    const tokens = new Lexer(text).lex().tokens.map((token) =>
      // The library undoubles the first quote of a text alone; GitHub's server all of them.
      typeof token.value === 'string' && /^'.*'$/s.test(token.lexeme)
        ? { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") }
        : token,
    )
    return new Parser(tokens, contextNames, [...Object.values(wellKnownFunctions), ...functionsOf(undefined)]).parse()
  } catch {
    return undefined
  }
}

/** What an expression comes to; undefined where it cannot be worked out. */
export function evaluate(tree: Expr, contexts: Contexts, status?: Status): data.ExpressionData | undefined {
  const functions = new Map(functionsOf(status).map((one) => [one.name.toLowerCase(), one]))
  try {
    return new Evaluator(tree, scopeOf(contexts), functions).evaluate()
  } catch {
    return undefined
  }
}

/** A text with its expressions worked out; one that cannot be is empty. */
export function fillIn(text: string, contexts: Contexts): string {
  return partsOf(text)
    .map((part) => ('plain' in part ? part.plain : (resultOf(part.expression, contexts)?.coerceString() ?? '')))
    .join('')
}

/** The value of an expression as text, undefined where it cannot be worked out. */
export function resultOf(expression: string, contexts: Contexts): data.ExpressionData | undefined {
  const tree = parseExpression(expression)
  return tree === undefined ? undefined : evaluate(tree, contexts)
}

/** The expression that is the whole of a text, without its braces. */
export function wholeExpression(text: string): string | undefined {
  const [only, ...more] = partsOf(text.trim())
  return only !== undefined && 'expression' in only && more.length === 0 ? only.expression : undefined
}

/** A value of an expression as plain data. */
export function plainOf(value: data.ExpressionData): unknown {
  if (value instanceof data.Dictionary)
    return Object.fromEntries(value.pairs().map(({ key, value: inner }) => [key, plainOf(inner)]))
  if (value instanceof data.Array) return value.values().map(plainOf)
  return value instanceof data.Null ? null : (value as { readonly value: unknown }).value
}

type Part = { readonly plain: string } | { readonly expression: string }

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = []
  let from = 0
  for (let start = text.indexOf('${{'); start >= 0; start = text.indexOf('${{', from)) {
    const end = endOf(text, start + 3)
    if (end === undefined) break
    if (start > from) parts.push({ plain: text.slice(from, start) })
    parts.push({ expression: text.slice(start + 3, end) })
    from = end + 2
  }
  if (from < text.length) parts.push({ plain: text.slice(from) })
  return parts
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

function functionsOf(status: Status | undefined) {
  return [
    ...statusNames.map((name) => ({
      name,
      description: name,
      minArgs: 0,
      maxArgs: 255,
      call: () => new data.BooleanData(status?.[name] ?? name === 'always'),
    })),
    // Files are not known here: as if none matched.
    { name: 'hashFiles', description: '', minArgs: 1, maxArgs: 255, call: () => new data.StringData('') },
  ]
}

function scopeOf(contexts: Contexts): data.Dictionary {
  return new data.Dictionary(...contextNames.map((key) => ({ key, value: dataOf(contexts[key] ?? nothing) })))
}

const nothing = {}

function dataOf(value: unknown): data.ExpressionData {
  if (value === null || value === undefined) return new data.Null()
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'string') return new data.StringData(value)
  if (Array.isArray(value)) return new data.Array(...value.map(dataOf))
  const known = converted.get(value)
  if (known !== undefined) return known
  const made = new data.Dictionary(...Object.entries(value).map(([key, entry]) => ({ key, value: dataOf(entry) })))
  converted.set(value, made)
  return made
}

// The context of an event is the same for all jobs.
const converted = new WeakMap<object, data.Dictionary>()
