import type { Arm, Assignment, Node, Word } from './syntax.ts'
import { type Cursor, readWord, unknown } from './word.ts'

/** Reads a script; it throws at what tests do not need: loops, jobs in the background, texts that stand in the script. */
export function parseShell(text: string): Node {
  const cursor: Cursor = { text, at: 0 }
  const list = readList(cursor)
  if (cursor.at < text.length) unknown(text.slice(cursor.at, cursor.at + 20))
  return list
}

const closing = /^(?:then|elif|else|fi|esac|do|done)\b|^[)}]|^;;/

function readList(cursor: Cursor): Node {
  const items: Node[] = []
  for (;;) {
    skip(cursor, /^(?:[ \t\r\n]|\\\n|;(?!;)|#[^\n]*)+/)
    const rest = cursor.text.slice(cursor.at)
    if (rest === '' || closing.test(rest)) return { kind: 'list', items }
    items.push(readAndOr(cursor))
    skip(cursor, /^(?:[ \t]|\\\n)+/)
    if (cursor.at < cursor.text.length && !/^(?:[\n;)}#]|\r\n)/.test(cursor.text.slice(cursor.at)))
      unknown(cursor.text.slice(cursor.at, cursor.at + 20))
  }
}

function readAndOr(cursor: Cursor): Node {
  let left = readPipe(cursor)
  for (;;) {
    const sign = skip(cursor, /^[ \t]*(?:&&|\|\|)/).trim()
    if (sign === '') return left
    skip(cursor, /^(?:\s|\\\n|#[^\n]*\n)+/)
    left = { kind: sign === '&&' ? 'and' : 'or', left, right: readPipe(cursor) }
  }
}

function readPipe(cursor: Cursor): Node {
  // Two signs take each other back, as if none stood there.
  if (skip(cursor, /^(?:![ \t]+)+/).split('!').length % 2 === 0) return { kind: 'not', inner: readPipe(cursor) }
  const parts = [readRedirected(cursor)]
  while (skip(cursor, /^[ \t]*\|(?!\|)\s*/) !== '') parts.push(readRedirected(cursor))
  return parts.length === 1 ? (parts[0] as Node) : { kind: 'pipe', parts }
}

function readRedirected(cursor: Cursor): Node {
  let inner = readCommand(cursor)
  for (;;) {
    const sign = skip(cursor, /^[ \t]*[12]?(?:>>|>(?![&>]))[ \t]*/)
    if (sign === '') {
      if (/^[ \t]*(?:<|\d?>&)/.test(cursor.text.slice(cursor.at))) unknown('a redirection')
      return inner
    }
    const to = readWord(cursor, readList) ?? unknown('a redirection')
    // What goes to the second channel is of no account here.
    if (!sign.trim().startsWith('2')) inner = { kind: 'redirect', inner, to, append: sign.includes('>>') }
  }
}

function readCommand(cursor: Cursor): Node {
  if (skip(cursor, /^if\s+/) !== '') return readIf(cursor)
  if (skip(cursor, /^case\s+/) !== '') return readCase(cursor)
  if (skip(cursor, /^\{\s+/) !== '') return closed(cursor, /^\}/)
  const name = /^(\w+)\(\)\s*\{\s+/.exec(cursor.text.slice(cursor.at))
  if (name !== null) {
    cursor.at += name[0].length
    return { kind: 'define', name: name[1] as string, body: closed(cursor, /^\}/) }
  }
  if (/^(?:for|while|until|function|select|\()/.test(cursor.text.slice(cursor.at))) unknown('a loop or a group')
  return readSimple(cursor)
}

function readIf(cursor: Cursor): Node {
  const branches: (readonly [Node, Node])[] = []
  do {
    const test = closed(cursor, /^then\b/)
    branches.push([test, readList(cursor)])
  } while (skip(cursor, /^elif\b/) !== '')
  const otherwise = skip(cursor, /^else\b/) === '' ? null : readList(cursor)
  if (skip(cursor, /^fi\b/) === '') unknown('an if that does not end')
  return { kind: 'if', branches, otherwise }
}

function readCase(cursor: Cursor): Node {
  const word = readWord(cursor, readList) ?? unknown('a case of nothing')
  if (skip(cursor, /^\s+in\b\s*/) === '') unknown('a case without in')
  const arms: Arm[] = []
  while (skip(cursor, /^\s*esac\b/) === '') {
    skip(cursor, /^\s*\(?/)
    const patterns: Word[] = []
    do patterns.push(readWord(cursor, readList) ?? unknown('an arm without a pattern'))
    while (skip(cursor, /^[ \t]*\|[ \t]*/) !== '')
    if (skip(cursor, /^[ \t]*\)/) === '') unknown('an arm that does not end')
    arms.push({ patterns, body: readList(cursor) })
    skip(cursor, /^;;\s*/)
  }
  return { kind: 'case', word, arms }
}

function readSimple(cursor: Cursor): Node {
  const sets: Assignment[] = []
  const words: Word[] = []
  for (;;) {
    skip(cursor, /^(?:[ \t]|\\\n)+/)
    const assigned = words.length === 0 ? /^([A-Za-z_]\w*)=/.exec(cursor.text.slice(cursor.at)) : null
    if (assigned !== null) {
      cursor.at += assigned[0].length
      sets.push({ name: assigned[1] as string, value: readWord(cursor, readList) ?? [] })
      continue
    }
    if (/^\d?[<>]/.test(cursor.text.slice(cursor.at))) break
    const word = readWord(cursor, readList)
    if (word === undefined) break
    words.push(word)
  }
  if (sets.length === 0 && words.length === 0) unknown(cursor.text.slice(cursor.at, cursor.at + 20))
  return { kind: 'command', sets, words }
}

function closed(cursor: Cursor, end: RegExp): Node {
  const list = readList(cursor)
  if (skip(cursor, end) === '') unknown('a group that does not end')
  return list
}

function skip(cursor: Cursor, pattern: RegExp): string {
  const found = pattern.exec(cursor.text.slice(cursor.at))?.[0] ?? ''
  cursor.at += found.length
  return found
}
