/** Variables of a run; one that is missing is not set. */
export type Variables = Readonly<Record<string, string>>

type Value = string | null | RegExp

// The lexer reads a pattern up to the first slash that no backslash stands before, and a text up to its next quote.
const lexeme =
  /\s*(?:(\(|\)|&&|\|\||==|!=|=~|!~)|\$(\w+)|"(.*?)"|'(.*?)'|(\/(?:[^/]|(?<=\\)\/)+[^\\]\/[ismU]*)|(null))/y

/** Evaluates an expression of rules as the vendor does: nothing binds looser than `||`, and there is no negation. */
export function holds(text: string, variables: Variables): boolean {
  const tokens = tokenize(text)
  let at = 0
  const value = (): Value => {
    const token = tokens[at++]
    if (token === undefined) throw new Error(`the expression ends too soon: ${text}`)
    if (token.startsWith('$')) return variables[token.slice(1)] ?? null
    if (token === 'null') return null
    if (token.startsWith('/')) return new RegExp(token.slice(1, token.lastIndexOf('/')).replaceAll('\\/', '/'))
    if (/^["']/.test(token)) return token.slice(1, -1)
    throw new Error(`'${token}' is no value in: ${text}`)
  }
  const comparison = (): boolean => {
    if (tokens[at] === '(') {
      at++
      const inner = alternatives()
      if (tokens[at++] !== ')') throw new Error(`a bracket is open in: ${text}`)
      return inner
    }
    const left = value()
    const operator = tokens[at]
    if (operator === '==' || operator === '!=') {
      at++
      return (left === value()) === (operator === '==')
    }
    if (operator === '=~' || operator === '!~') {
      at++
      const pattern = value()
      if (!(pattern instanceof RegExp)) throw new Error(`no pattern behind ${operator} in: ${text}`)
      return pattern.test(String(left ?? '')) === (operator === '=~')
    }
    return left !== null && left !== ''
  }
  const conjunction = (): boolean => {
    let result = comparison()
    while (tokens[at] === '&&') {
      at++
      result = comparison() && result
    }
    return result
  }
  const alternatives = (): boolean => {
    let result = conjunction()
    while (tokens[at] === '||') {
      at++
      result = conjunction() || result
    }
    return result
  }
  const result = alternatives()
  if (at !== tokens.length) throw new Error(`'${tokens[at]}' is left over in: ${text}`)
  return result
}

function tokenize(text: string): readonly string[] {
  const tokens: string[] = []
  lexeme.lastIndex = 0
  while (lexeme.lastIndex < text.trimEnd().length) {
    const from = lexeme.lastIndex
    const match = lexeme.exec(text)
    if (match === null) throw new Error(`unknown lexeme at '${text.slice(from)}'`)
    tokens.push(match[0].trim())
    if (tokens.length > 100) throw new Error('too many tokens')
  }
  return tokens
}
