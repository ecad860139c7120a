/** An expression of the vendor, without `${{ }}` around it. */
export type Expression = string

const open = '${{'

/** An expression as a value of the file. */
export function embed(expression: Expression): string {
  return `${open} ${expression} }}`
}

/** A string literal inside an expression. */
export function quote(text: string): Expression {
  // In `if` the mark would open an expression in the expression, and no literal holds a control character.
  if (!text.includes(open) && !/[\0-\x1f\x7f]/.test(text)) return `'${text.replaceAll("'", "''")}'`
  return `fromJSON('${JSON.stringify(text).replaceAll(open, '\\u0024{{').replaceAll("'", "''")}')`
}

/**
 * Plain text of the story for a place where expressions are looked for.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/expressions#literals
 */
export function escapeText(text: string): string {
  return text.includes(open) ? text.replaceAll(open, embed(`'${open}'`)) : text
}

/** All of the expressions; undefined where there is none. */
export function and(...parts: readonly (Expression | undefined)[]): Expression | undefined {
  const given: Expression[] = []
  for (const part of parts) if (part !== undefined && part !== '') given.push(part)
  if (given.length < 2) return given[0]
  return given.map((part) => (splits(part, '||') ? `(${part})` : part)).join(' && ')
}

/** One of the expressions. */
export function or(parts: readonly Expression[]): Expression {
  return parts.length === 0 ? 'false' : parts.join(' || ')
}

/** The opposite of an expression. */
export function negate(expression: Expression): Expression {
  const [, value, to] = /^([\w.-]+) == ('(?:[^']|'')*')$/.exec(expression) ?? []
  if (value !== undefined) return `${value} != ${to}`
  if (/^[\w.-]+(\([^()]*\))?$/.test(expression)) return `!${expression}`
  return `!(${expression})`
}

/** An `if`, which reads an expression as it stands; only a leading `!` would mean something else to YAML. */
export function condition(expression: Expression | undefined): string | undefined {
  return expression?.startsWith('!') ? embed(expression) : expression
}

// Whether an operator stands outside of all parentheses and literals.
function splits(expression: Expression, operator: string): boolean {
  let depth = 0
  let inText = false
  for (let index = 0; index < expression.length; index++) {
    const character = expression[index]
    if (character === "'") inText = !inText
    else if (inText) continue
    else if (character === '(') depth++
    else if (character === ')') depth--
    else if (depth === 0 && expression.startsWith(operator, index)) return true
  }
  return false
}
