import { matchesGlob } from './glob.ts'

/** The variables that an expression can ask for. */
export type Variables = ReadonlyMap<string, string>

/** Undefined: it asks for a variable that is not there, about which Bitbucket says nothing. */
type Answer = boolean | undefined

/**
 * Whether an expression of `condition.state` or `triggers` holds. What compares a variable that is not there holds neither
 * as it stands nor turned round; an expression that cannot be read does not hold.
 *
 * @see https://www.atlassian.com/blog/bitbucket/introducing-dynamic-step-condition-for-bitbucket-pipelines
 */
export function holdsExpression(text: string, variables: Variables): boolean {
  const tokens = text.match(token)
  if (tokens === null || tokens.join('') !== text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, '$1')) return false
  const cursor: Cursor = { tokens, at: 0, variables }
  const answer = either(cursor)
  return cursor.at === tokens.length && answer === true
}

const token = /"(?:[^"\\]|\\.)*"|&&|\|\||[=!<>]=|[<>!(),]|[^\s"&|=!<>(),]+/g

interface Cursor {
  readonly tokens: readonly string[]
  at: number
  readonly variables: Variables
}

function either(cursor: Cursor): Answer {
  let answer = both(cursor)
  while (take(cursor, '||')) {
    const right = both(cursor)
    answer = answer === true || right === true ? true : answer === undefined ? undefined : right
  }
  return answer
}

function both(cursor: Cursor): Answer {
  let answer = one(cursor)
  while (take(cursor, '&&')) {
    const right = one(cursor)
    answer = answer === false || right === false ? false : answer === undefined ? undefined : right
  }
  return answer
}

function one(cursor: Cursor): Answer {
  if (take(cursor, '!')) {
    const inner = one(cursor)
    return inner === undefined ? undefined : !inner
  }
  if (take(cursor, '(')) {
    const inner = either(cursor)
    take(cursor, ')')
    return inner
  }
  const left = operand(cursor)
  const operator = cursor.tokens[cursor.at] ?? ''
  if (!/^(?:[=!<>]=|[<>])$/.test(operator)) return left === undefined ? undefined : left === 'true'
  cursor.at++
  const right = operand(cursor)
  return left === undefined || right === undefined ? undefined : compare(left, operator, right)
}

function operand(cursor: Cursor): string | undefined {
  const text = cursor.tokens[cursor.at++] ?? ''
  if (text.startsWith('"')) return text.slice(1, -1).replaceAll(/\\(.)/g, '$1')
  if (text === 'glob' && take(cursor, '(')) {
    const name = operand(cursor)
    take(cursor, ',')
    const glob = operand(cursor)
    take(cursor, ')')
    return name === undefined || glob === undefined ? undefined : String(matchesGlob(glob, name))
  }
  return /^[A-Za-z_]\w*$/.test(text) && !/^(?:true|false)$/.test(text) ? cursor.variables.get(text) : text
}

function compare(left: string, operator: string, right: string): boolean {
  if (operator === '==') return left === right
  if (operator === '!=') return left !== right
  const [a, b] = [Number(left), Number(right)]
  if (operator === '<') return a < b
  if (operator === '<=') return a <= b
  return operator === '>' ? a > b : a >= b
}

function take(cursor: Cursor, wanted: string): boolean {
  if (cursor.tokens[cursor.at] !== wanted) return false
  cursor.at++
  return true
}
