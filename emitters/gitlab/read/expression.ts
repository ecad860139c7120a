/** An expression of `rules:if`, read. */
export type Expression =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Expression[] }
  | { readonly kind: 'set'; readonly variable: string }
  | { readonly kind: 'test'; readonly variable: string; readonly how: '==' | '!=' | '=~' | '!~'; readonly to: Operand }

/** What a variable is held against. */
export type Operand =
  | { readonly text: string }
  | { readonly pattern: string; readonly flags: string }
  | { readonly variable: string }
  | { readonly nothing: true }

interface Reader {
  readonly tokens: readonly string[]
  at: number
}

const token = /\s*(\$\w+|\$\{\w+\}|"[^"]*"|'[^']*'|\/(?:\\.|[^/\\])+\/[ismU]*|&&|\|\||[=!]=|[=!]~|[()]|null\b)/y

/**
 * Reads an expression; undefined where it is none that can be read. `&&` binds closer than `||`.
 *
 * @see https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions
 */
export function readExpression(text: string): Expression | undefined {
  const tokens: string[] = []
  for (let at = 0; text.slice(at).trim() !== ''; at = token.lastIndex) {
    token.lastIndex = at
    const found = token.exec(text)?.[1]
    if (found === undefined) return undefined
    tokens.push(found)
  }
  const reader: Reader = { tokens, at: 0 }
  const read = either(reader)
  return reader.at === tokens.length ? read : undefined
}

/** An expression as text. */
export function writeExpression(expression: Expression): string {
  if (expression.kind === 'set') return `$${expression.variable}`
  if (expression.kind === 'test') return `$${expression.variable} ${expression.how} ${writeOperand(expression.to)}`
  const inner = expression.parts.map((part) =>
    part.kind === 'any' && expression.kind === 'all' ? `(${writeExpression(part)})` : writeExpression(part),
  )
  return inner.join(expression.kind === 'all' ? ' && ' : ' || ')
}

function writeOperand(to: Operand): string {
  if ('nothing' in to) return 'null'
  if ('variable' in to) return `$${to.variable}`
  if ('pattern' in to) return `/${to.pattern}/${to.flags}`
  return to.text.includes('"') ? `'${to.text}'` : `"${to.text}"`
}

function either(reader: Reader): Expression | undefined {
  return joined(reader, '||', 'any', both)
}

function both(reader: Reader): Expression | undefined {
  return joined(reader, '&&', 'all', single)
}

function joined(
  reader: Reader,
  operator: string,
  kind: 'all' | 'any',
  inner: (reader: Reader) => Expression | undefined,
): Expression | undefined {
  const parts: Expression[] = []
  do {
    const part = inner(reader)
    if (part === undefined) return undefined
    parts.push(...('parts' in part && part.kind === kind ? part.parts : [part]))
  } while (take(reader, operator))
  return parts.length === 1 ? parts[0] : { kind, parts }
}

function single(reader: Reader): Expression | undefined {
  if (take(reader, '(')) {
    const inner = either(reader)
    return take(reader, ')') ? inner : undefined
  }
  const left = operand(reader)
  const how = reader.tokens[reader.at]
  if (how !== '==' && how !== '!=' && how !== '=~' && how !== '!~')
    return left !== undefined && 'variable' in left ? { kind: 'set', variable: left.variable } : undefined
  reader.at++
  const right = operand(reader)
  if (left === undefined || right === undefined) return undefined
  if ('variable' in left) return { kind: 'test', variable: left.variable, how, to: right }
  // `"push" == $CI_PIPELINE_SOURCE` says the same.
  const turns = 'variable' in right && (how === '==' || how === '!=')
  return turns ? { kind: 'test', variable: right.variable, how, to: left } : undefined
}

function operand(reader: Reader): Operand | undefined {
  const text = reader.tokens[reader.at]
  if (text === undefined) return undefined
  const variable = /^\$\{?(\w+)\}?$/.exec(text)?.[1]
  const pattern = /^\/((?:\\.|[^/\\])+)\/([ismU]*)$/s.exec(text)
  if (variable === undefined && pattern === null && text !== 'null' && !/^["']/.test(text)) return undefined
  reader.at++
  if (variable !== undefined) return { variable }
  if (pattern !== null) return { pattern: pattern[1] ?? '', flags: pattern[2] ?? '' }
  return text === 'null' ? { nothing: true } : { text: text.slice(1, -1) }
}

function take(reader: Reader, text: string): boolean {
  if (reader.tokens[reader.at] !== text) return false
  reader.at++
  return true
}
