/** Code of a story as a tree, as far as its layout is known; what the formatter alone can lay out has none. */
export type Syntax = Atom | Group | Call | Arrow

/** Code that stands in one line, or has its lines already. */
export interface Atom {
  readonly kind: 'text' | 'number' | 'script'
  readonly flat: string
  /** Whether something in it takes several lines whatever room there is. */
  readonly breaks: boolean
}

/** An object or a list. */
export interface Group {
  readonly kind: 'object' | 'list'
  readonly items: readonly Item[]
  readonly flat: string
  readonly breaks: boolean
}

/** A value with the key in front of it, where it has one. */
export interface Item {
  readonly key: string
  readonly value: Syntax
}

/** A call of a function by its name. */
export interface Call {
  readonly kind: 'call'
  readonly name: string
  readonly values: readonly Syntax[]
  readonly flat: string
  readonly breaks: boolean
}

/** A function of the values of a cell. */
export interface Arrow {
  readonly kind: 'arrow'
  /** All in front of what it gives, and all behind. */
  readonly head: string
  readonly end: string
  readonly value: Syntax
  readonly flat: string
  readonly breaks: boolean
}

/** Reads code from a place on; undefined where there is something that is laid out in other ways. */
export function readSyntax(code: string): Syntax | undefined {
  const reader = { code, at: 0 }
  const value = readValue(reader)
  return value === undefined || reader.at < code.length ? undefined : value
}

interface Reader {
  readonly code: string
  at: number
}

const string = /"(?:[^"\\\n]+|\\.)*"/y
const number = /-?\d+(?:\.\d+)?(?![\w.])/y
const script = /[\w$.]*`(?:[^`\\$]+|\\[\s\S]|\$(?!\{)|\$\{[\w$.]+\})*`/y
const name = /(?:\.\.\.)?[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/y
const key = /(?:([A-Za-z_$][\w$]*)|("(?:[^"\\\n]+|\\.)*")): /y

const values = /\(\{ [\w$]+(?:, [\w$]+)* \}\) => /y

function take(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.code)
  if (found === null) return undefined
  reader.at += found[0].length
  return found
}

function takeSign(reader: Reader, sign: string): boolean {
  if (!reader.code.startsWith(sign, reader.at)) return false
  reader.at += sign.length
  return true
}

function readValue(reader: Reader): Syntax | undefined {
  if (takeSign(reader, '{}')) return { kind: 'object', items: [], flat: '{}', breaks: false }
  if (takeSign(reader, '{ ')) return readItems(reader, 'object', ' }')
  if (takeSign(reader, '[]')) return { kind: 'list', items: [], flat: '[]', breaks: false }
  if (takeSign(reader, '[')) return readItems(reader, 'list', ']')
  const cell = take(reader, values)
  if (cell !== undefined) return readArrow(reader, cell[0])
  const text = take(reader, string)
  if (text !== undefined) return atom(quoted(text[0]))
  const count = take(reader, number)
  if (count !== undefined) return atom(count[0], 'number')
  const lines = take(reader, script)
  if (lines !== undefined) return atom(lines[0], 'script')
  const named = take(reader, name)
  if (named === undefined) return undefined
  return takeSign(reader, '(') ? readCall(reader, named[0]) : atom(named[0])
}

function atom(flat: string, kind: Atom['kind'] = 'text'): Atom {
  return { kind, flat, breaks: kind === 'script' && flat.includes('\n') }
}

function readItems(reader: Reader, kind: Group['kind'], end: string): Group | undefined {
  const items: Item[] = []
  do {
    const item = kind === 'list' ? readItem(reader) : readProperty(reader)
    if (item === undefined) return undefined
    items.push(item)
  } while (takeSign(reader, ', '))
  if (!takeSign(reader, end)) return undefined
  const inner = items.map((item) => `${item.key}${item.value.flat}`).join(', ')
  const breaks = items.some((item) => item.value.breaks) || (kind === 'list' && isTable(items))
  return { kind, items, flat: kind === 'list' ? `[${inner}]` : `{ ${inner} }`, breaks }
}

function readItem(reader: Reader): Item | undefined {
  const value = readValue(reader)
  return value === undefined ? undefined : { key: '', value }
}

function readProperty(reader: Reader): Item | undefined {
  const [, plain, text] = take(reader, key) ?? []
  if (plain === undefined && text === undefined) {
    const short = take(reader, name)
    return short === undefined ? undefined : { key: '', value: atom(short[0]) }
  }
  const value = readValue(reader)
  return value === undefined ? undefined : { key: `${plain ?? quoted(text ?? '')}: `, value }
}

function readCall(reader: Reader, callee: string): Call | undefined {
  const values: Syntax[] = []
  while (!takeSign(reader, ')')) {
    if (values.length > 0 && !takeSign(reader, ', ')) return undefined
    const value = readValue(reader)
    // Calls that take functions have rules of their own, and so has what is called again.
    if (value === undefined || value.kind === 'arrow') return undefined
    values.push(value)
  }
  if (/[.([`]/.test(reader.code[reader.at] ?? '')) return undefined
  const flat = `${callee}(${values.map((value) => value.flat).join(', ')})`
  return { kind: 'call', name: callee, values, flat, breaks: values.some((value) => value.breaks) }
}

// What is neither a list, an object nor a script may stand below the arrow.
function readArrow(reader: Reader, values: string): Arrow | undefined {
  const isObject = takeSign(reader, '(')
  const value = readValue(reader)
  if (value === undefined || (isObject ? value.kind !== 'object' : value.kind !== 'list' && value.kind !== 'script'))
    return undefined
  if (isObject && !takeSign(reader, ')')) return undefined
  const [head, end] = isObject ? [`${values}(`, ')'] : [values, '']
  return { kind: 'arrow', head, end, value, flat: `${head}${value.flat}${end}`, breaks: value.breaks }
}

// Lists of objects, or of lists, that all hold several things are read line by line.
function isTable(items: readonly Item[]): boolean {
  const [first] = items
  return (
    items.length > 1 &&
    first !== undefined &&
    first.value.kind !== 'call' &&
    items.every(({ value }) => value.kind === first.value.kind && 'items' in value && value.items.length > 1)
  )
}

// Single quotes, unless there are more of them inside than double ones.
function quoted(literal: string): string {
  const inner = literal.slice(1, -1)
  const count = (sign: string): number => inner.split(sign).length - 1
  const quote = count("'") > count('"') ? '"' : "'"
  const plain = inner.replaceAll(/\\([\s\S])|(['"])/g, (found, escaped?: string, sign?: string) => {
    if (escaped === '"' || escaped === "'") return escaped === quote ? found : escaped
    return sign === quote ? `\\${sign}` : found
  })
  return `${quote}${plain}${quote}`
}
