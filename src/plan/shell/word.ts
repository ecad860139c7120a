import type { Node, Piece, Word } from './syntax.ts'

/** A place in a text that is being read. */
export interface Cursor {
  readonly text: string
  at: number
}

/** Stops at something that this shell does not know. */
export function unknown(what: string): never {
  throw new Error(`a shell that knows tests alone cannot read ${what}`)
}

/** Reads a word; `list` reads the commands inside of `$(...)`. Undefined where there is none. */
export function readWord(cursor: Cursor, list: (cursor: Cursor) => Node, end = /[\s;&|<>()]/): Word | undefined {
  const pieces: Piece[] = []
  const { text } = cursor
  const start = cursor.at
  while (cursor.at < text.length && !end.test(text[cursor.at] as string)) {
    const character = text[cursor.at] as string
    if (character === "'") pieces.push({ text: until(cursor, "'"), quoted: true })
    else if (character === '"') pieces.push(...readQuoted(cursor, list))
    else if (character === '\\') {
      if (text[cursor.at + 1] !== '\n') pieces.push({ text: text[cursor.at + 1] ?? '', quoted: true })
      cursor.at += 2
    } else if (character === '$') pieces.push(readDollar(cursor, list, false))
    else if (character === '`') unknown('a backtick')
    else {
      pieces.push({ text: character, quoted: false })
      cursor.at++
    }
  }
  return cursor.at === start ? undefined : pieces
}

function readQuoted(cursor: Cursor, list: (cursor: Cursor) => Node): readonly Piece[] {
  const pieces: Piece[] = [{ text: '', quoted: true }]
  const { text } = cursor
  cursor.at++
  while (text[cursor.at] !== '"') {
    const character = text[cursor.at]
    if (character === undefined) unknown('a quote that does not end')
    if (character === '$') pieces.push(readDollar(cursor, list, true))
    else if (character === '`') unknown('a backtick')
    else {
      const escaped = character === '\\' && /["\\$`\n]/.test(text[cursor.at + 1] ?? '')
      const plain = escaped ? (text[cursor.at + 1] as string) : (character as string)
      pieces.push({ text: escaped && plain === '\n' ? '' : plain, quoted: true })
      cursor.at += escaped ? 2 : 1
    }
  }
  cursor.at++
  return pieces
}

function readDollar(cursor: Cursor, list: (cursor: Cursor) => Node, quoted: boolean): Piece {
  const rest = cursor.text.slice(cursor.at)
  if (rest.startsWith('$((')) unknown('arithmetic')
  if (rest.startsWith('$(')) {
    cursor.at += 2
    const output = list(cursor)
    if (cursor.text[cursor.at] !== ')') unknown('a command that does not end')
    cursor.at++
    return { output, quoted }
  }
  const [whole, from] = /^\$\{@:(\d+)\}/.exec(rest) ?? /^\$(?:@|\{@\})()/.exec(rest) ?? []
  if (whole !== undefined) {
    cursor.at += whole.length
    return { from: from === '' ? 1 : Number(from), quoted }
  }
  const [plain, name] = /^\$(\w+)/.exec(rest) ?? /^\$\{(\w+)\}/.exec(rest) ?? []
  if (plain !== undefined && name !== undefined) {
    cursor.at += plain.length
    return { variable: name, operator: '', operand: [], quoted }
  }
  const [head, variable, operator] = /^\$\{(\w+)(:?[-+]|##?|%%?)/.exec(rest) ?? []
  if (head === undefined || variable === undefined || operator === undefined) {
    if (rest.startsWith('${')) unknown('a change of a value')
    cursor.at++
    return { text: '$', quoted }
  }
  cursor.at += head.length
  const operand = readWord(cursor, list, /\}/) ?? []
  cursor.at++
  return { variable, operator, operand, quoted }
}

function until(cursor: Cursor, mark: string): string {
  const end = cursor.text.indexOf(mark, cursor.at + 1)
  if (end < 0) unknown('a quote that does not end')
  const inner = cursor.text.slice(cursor.at + 1, end)
  cursor.at = end + 1
  return inner
}
