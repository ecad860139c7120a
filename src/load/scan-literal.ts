/** An element of a list or of arguments, or a property of an object literal, by its offsets in a text. */
export interface LiteralEntry {
  /** Of a property: its key; of an element: undefined. */
  readonly key?: string
  readonly start: number
  readonly value: number
}

// The findings of a story ask for the same literals again and again.
let scanned = { text: '', entries: new Map<number, readonly LiteralEntry[]>() }

/** The entries between the bracket at `open` and the one that closes it. */
export function entriesOf(text: string, open: number): readonly LiteralEntry[] {
  if (text !== scanned.text) scanned = { text, entries: new Map() }
  const known = scanned.entries.get(open) ?? scanEntries(text, open)
  scanned.entries.set(open, known)
  return known
}

function scanEntries(text: string, open: number): readonly LiteralEntry[] {
  const entries: LiteralEntry[] = []
  let at = skipBlank(text, open + 1)
  while (at < text.length && !closing.has(text[at]!)) {
    entries.push(text[open] === '{' ? property(text, at) : { start: at, value: at })
    at = skipValue(text, at)
    if (text[at] === ',') at = skipBlank(text, at + 1)
  }
  return entries
}

/** The offset of the bracket that a value's entries stand in: of a literal, or of what a function gives back at once. */
export function valueBody(text: string, at: number): number | undefined {
  if (text[at] === '{' || text[at] === '[') return at
  if (text[at] === '(') {
    const after = skipBlank(text, skipItem(text, at))
    if (text.startsWith('=>', after)) return valueBody(text, skipParen(text, skipBlank(text, after + 2)))
    return valueBody(text, skipBlank(text, at + 1))
  }
  const [name] = /^[\w$]+/.exec(text.slice(at, at + 200)) ?? []
  if (name === undefined) return undefined
  const after = skipBlank(text, at + name.length)
  // What a builder is called with: its first argument.
  if (text[after] === '(') return valueBody(text, skipBlank(text, after + 1))
  return text.startsWith('=>', after) ? valueBody(text, skipParen(text, skipBlank(text, after + 2))) : undefined
}

/** The offset of the bracket of arguments of the call that begins at `at`. */
export function skipCallee(text: string, at: number): number | undefined {
  let next = at
  while (next < text.length) {
    next = skipBlank(text, next)
    if (text[next] === '(') return next
    if (text[next] === '<') next = skipTypes(text, next)
    else if (/[\w$.?!]/.test(text[next] ?? '')) next++
    else return undefined
  }
  return undefined
}

/** The offset after blanks and comments. */
export function skipBlank(text: string, at: number): number {
  let next = at
  for (;;) {
    if (text.startsWith('//', next)) next = endOf(text, '\n', next)
    else if (text.startsWith('/*', next)) next = endOf(text, '*/', next + 2)
    else if (next < text.length && /\s/.test(text[next]!)) next++
    else return next
  }
}

const closing = new Set([')', ']', '}'])
const operators = new Set('(,=:[!&|?{};+-*%~^<>'.split(''))

function skipParen(text: string, at: number): number {
  return text[at] === '(' ? skipBlank(text, at + 1) : at
}

function property(text: string, at: number): LiteralEntry {
  const rest = text.slice(at, at + 500)
  const [, quoted, name] = /^\[?(?:'([^'\\\n]*)'|"([^"\\\n]*)"|)/.exec(rest) ?? []
  const key = quoted ?? name ?? /^[\w$]+/.exec(rest)?.[0] ?? ''
  let next = at
  while (
    next < text.length &&
    text[next] !== ':' &&
    text[next] !== ',' &&
    !closing.has(text[next]!) &&
    text[next] !== '('
  )
    next = skipBlank(text, skipItem(text, next))
  return { key, start: at, value: text[next] === ':' ? skipBlank(text, next + 1) : next }
}

// To the comma or the bracket that ends an entry.
function skipValue(text: string, at: number): number {
  let next = at
  let last = ','
  while (next < text.length && text[next] !== ',' && !closing.has(text[next]!)) {
    const after =
      text[next] === '/' && operators.has(last) && !/[/*]/.test(text[next + 1] ?? '')
        ? skipRegExp(text, next)
        : skipItem(text, next)
    last = text[after - 1] ?? ','
    next = skipBlank(text, after)
  }
  return next
}

// One character, or a whole string, template or bracket.
function skipItem(text: string, at: number): number {
  const char = text[at]!
  if (char === "'" || char === '"') return skipQuoted(text, at, char)
  if (char === '`') return skipTemplate(text, at)
  if (char !== '(' && char !== '[' && char !== '{') return at + 1
  let next = skipBlank(text, at + 1)
  while (next < text.length && !closing.has(text[next]!)) {
    next = skipValue(text, next)
    if (text[next] === ',') next = skipBlank(text, next + 1)
  }
  return next + 1
}

function skipQuoted(text: string, at: number, quote: string): number {
  let next = at + 1
  while (next < text.length && text[next] !== quote) next += text[next] === '\\' ? 2 : 1
  return next + 1
}

function skipTemplate(text: string, at: number): number {
  let next = at + 1
  while (next < text.length && text[next] !== '`') {
    if (text.startsWith('${', next)) next = skipItem(text, next + 1)
    else next += text[next] === '\\' ? 2 : 1
  }
  return next + 1
}

function skipRegExp(text: string, at: number): number {
  let next = at + 1
  let inClass = false
  while (next < text.length && text[next] !== '\n' && (inClass || text[next] !== '/')) {
    if (text[next] === '[') inClass = true
    else if (text[next] === ']') inClass = false
    next += text[next] === '\\' ? 2 : 1
  }
  return next + 1
}

function skipTypes(text: string, at: number): number {
  let depth = 0
  let next = at
  do {
    if (text[next] === '<') depth++
    if (text[next] === '>' && text[next - 1] !== '=') depth--
    next++
  } while (next < text.length && depth > 0)
  return next
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from)
  return end === -1 ? text.length : end + mark.length
}
