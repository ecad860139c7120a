import { type Variables, valueIn } from './variables.ts'

/** A value of an expression: a text, nothing, or the answer of a comparison. */
type Value = string | null | boolean

interface Reader {
  readonly tokens: readonly string[]
  at: number
}

const token = /\s*(\$\w+|"[^"]*"|'[^']*'|\/(?:\\.|[^/\\])+\/[ismU]*|&&|\|\||[=!]=|[=!]~|[()]|null\b)/y

/**
 * Whether an expression of `rules:if` holds; one that GitLab could not read does not. A comparison binds closer than
 * `&&`, and that closer than `||`.
 *
 * @see https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions
 */
export function holds(text: string, variables: Variables): boolean {
  const tokens = tokensOf(text)
  if (tokens === undefined) return false
  const reader: Reader = { tokens, at: 0 }
  try {
    const value = either(reader, variables)
    return reader.at === tokens.length && isSet(value)
  } catch {
    return false
  }
}

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = []
  let at = 0
  while (text.slice(at).trim() !== '') {
    token.lastIndex = at
    const found = token.exec(text)?.[1]
    if (found === undefined) return undefined
    tokens.push(found)
    at = token.lastIndex
  }
  return tokens
}

function either(reader: Reader, variables: Variables): Value {
  let left = both(reader, variables)
  while (take(reader, '||')) {
    const right = both(reader, variables)
    left = isSet(left) ? left : right
  }
  return left
}

function both(reader: Reader, variables: Variables): Value {
  let left = compared(reader, variables)
  while (take(reader, '&&')) {
    const right = compared(reader, variables)
    left = isSet(left) ? right : left
  }
  return left
}

function compared(reader: Reader, variables: Variables): Value {
  let left = operand(reader, variables)
  for (;;) {
    const operator = reader.tokens[reader.at]
    if (operator === undefined || !/^[=!][=~]$/.test(operator)) return left
    reader.at++
    const right = operand(reader, variables)
    if (operator === '==') left = left === right
    else if (operator === '!=') left = left !== right
    else left = matches(left, right) === (operator === '=~')
  }
}

// A variable that is not there is searched as an empty text; what is no pattern finds nothing.
function matches(text: Value, pattern: Value): boolean {
  const [, source, flags] = /^\/((?:\\.|[^/\\])+)\/([ismU]*)$/s.exec(typeof pattern === 'string' ? pattern : '') ?? []
  if (source === undefined) return false
  const plain = source
    .replaceAll('\\A', '^')
    .replaceAll(/\\[zZ]/g, '$')
    .replaceAll('\\/', '/')
  const all = [...`${flags ?? ''}${/^\(\?([ims]+)\)/.exec(plain)?.[1] ?? ''}`].filter((one) => one !== 'U')
  try {
    return new RegExp(plain.replace(/^\(\?[imsU]+\)/, ''), [...new Set(all)].join('')).test(
      typeof text === 'string' ? text : '',
    )
  } catch {
    return false
  }
}

function operand(reader: Reader, variables: Variables): Value {
  const text = reader.tokens[reader.at]
  reader.at++
  if (text === '(') {
    const inner = either(reader, variables)
    if (!take(reader, ')')) throw new Error('a parenthesis that does not end')
    return inner
  }
  if (text === 'null') return null
  if (text?.startsWith('$')) return valueIn(variables, text.slice(1)) ?? null
  if (text?.startsWith('/')) return text
  if (text === undefined || !/^["']/.test(text)) throw new Error('an operand that is missing')
  return text.slice(1, -1)
}

function take(reader: Reader, text: string): boolean {
  if (reader.tokens[reader.at] !== text) return false
  reader.at++
  return true
}

function isSet(value: Value): boolean {
  return value !== null && value !== '' && value !== false
}
