/** A value in a condition. */
export type Operand =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'call'; readonly name: string; readonly of: readonly Operand[] }

/** A condition, taken apart. */
export type Expression =
  | { readonly kind: 'and'; readonly parts: readonly Expression[] }
  | { readonly kind: 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'term'; readonly left: Operand }
  | { readonly kind: 'equals'; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'match'; readonly left: Operand; readonly pattern: string }
  | { readonly kind: 'in'; readonly left: Operand; readonly list: readonly Operand[] }
  | { readonly kind: 'is'; readonly left: Operand; readonly wanted: boolean }

const attributes = new Set(
  'type repo head_repo os dist group sudo language sender fork draft branch head_branch tag commit_message'.split(' '),
)

/** Takes a condition apart by the grammar of https://docs.travis-ci.com/user/conditions-v1; undefined: it is none. */
export function parse(text: string): Expression | undefined {
  const reader = { text, at: 0 }
  const made = either(reader)
  return made !== undefined && /^\s*$/.test(text.slice(reader.at)) ? made : undefined
}

interface Reader {
  readonly text: string
  at: number
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  const found = new RegExp(`^\\s*(?:${pattern.source})`, 'i').exec(reader.text.slice(reader.at))
  if (found === null) return undefined
  reader.at += found[0].length
  return found
}

function either(reader: Reader): Expression | undefined {
  return joined(reader, 'or', /or\b|\|\|/, (inner) => joined(inner, 'and', /and\b|&&/, negation))
}

function joined(
  reader: Reader,
  kind: 'and' | 'or',
  word: RegExp,
  inner: (reader: Reader) => Expression | undefined,
): Expression | undefined {
  const parts: Expression[] = []
  do {
    const part = inner(reader)
    if (part === undefined) return undefined
    parts.push(part)
  } while (take(reader, word) !== undefined)
  const [only] = parts
  return parts.length === 1 ? only : { kind, parts }
}

function negation(reader: Reader): Expression | undefined {
  if (take(reader, /not\b|!(?!=|~)/) !== undefined) {
    const of = negation(reader)
    return of === undefined ? undefined : { kind: 'not', of }
  }
  if (take(reader, /\(/) !== undefined) {
    const inner = either(reader)
    return inner === undefined || take(reader, /\)/) === undefined ? undefined : inner
  }
  return term(reader)
}

function term(reader: Reader): Expression | undefined {
  const left = operand(reader)
  if (left === undefined) return undefined
  const is = take(reader, /is\s+(not\s+)?(present|blank|true|false)\b/)
  if (is !== undefined) return { kind: 'is', left, wanted: /present|true/i.test(is[2] ?? '') === (is[1] === undefined) }
  const within = take(reader, /(not\s+)?in\s*\(/)
  if (within !== undefined) {
    const list = listed(reader)
    return list === undefined ? undefined : turned({ kind: 'in', left, list }, within[1] !== undefined)
  }
  const match = take(reader, /(=~|~=|!~)/)
  if (match !== undefined) {
    const pattern = regex(reader)
    return pattern === undefined ? undefined : turned({ kind: 'match', left, pattern }, match[1] === '!~')
  }
  const equals = take(reader, /(==|=|!=)/)
  if (equals === undefined) return { kind: 'term', left }
  const right = operand(reader)
  return right === undefined ? undefined : turned({ kind: 'equals', left, right }, equals[1] === '!=')
}

function turned(of: Expression, isNot: boolean): Expression {
  return isNot ? { kind: 'not', of } : of
}

function listed(reader: Reader): readonly Operand[] | undefined {
  const list: Operand[] = []
  do {
    const one = operand(reader)
    if (one === undefined) return undefined
    list.push(one)
  } while (take(reader, /,/) !== undefined)
  return take(reader, /\)/) === undefined ? undefined : list
}

function operand(reader: Reader): Operand | undefined {
  const call = take(reader, /(env|concat)\s*\(/)
  if (call !== undefined) {
    const of = listed(reader)
    return of === undefined ? undefined : { kind: 'call', name: (call[1] ?? '').toLowerCase(), of }
  }
  const quoted = take(reader, /'([^']*)'|"([^"]*)"/)
  if (quoted !== undefined) return { kind: 'text', text: quoted[1] ?? quoted[2] ?? '' }
  const word = take(reader, /([^\s()=!~,"'$&|][^\s()=!~,"'&|]*)/)?.[1]
  if (word === undefined) return undefined
  return attributes.has(word) ? { kind: 'variable', name: word } : { kind: 'text', text: word }
}

// Between slashes, or up to a space, with the brackets in it closed.
function regex(reader: Reader): string | undefined {
  const slashed = take(reader, /\/((?:\\.|[^\\/])*)\//)
  if (slashed !== undefined) return slashed[1]
  const text = take(reader, /'([^']*)'|"([^"]*)"/)
  if (text !== undefined) return text[1] ?? text[2]
  take(reader, /(?=\S)/)
  let [depth, at] = [0, reader.at]
  for (; at < reader.text.length; at++) {
    const char = reader.text[at] ?? ''
    if (/\s/.test(char)) break
    if (char === '\\') at++
    else if (char === '(') depth++
    else if (char === ')' && depth-- === 0) break
  }
  const found = reader.text.slice(reader.at, at)
  reader.at = at
  return found === '' ? undefined : found
}
