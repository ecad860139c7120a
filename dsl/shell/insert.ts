import { type Frame, type Heredoc, isSum, type Parameter, type Quotes } from './frame.ts'
import { insertProblems } from './insert-problems.ts'
import { insideDouble, insideHeredoc, insideSingle, quoteWord, singleQuote } from './quote.ts'
import { complain, ends, losesByte, nearest, type Scan, top } from './scan.ts'
import { atCommand, grow, simple } from './words.ts'
import type { Insert } from './woven.ts'

/** Weaves one insert in; the scanner stands at the text behind it, and `more` says that another one follows that. */
export function weaveInsert(scan: Scan, insert: Insert, more: boolean): void {
  const frame = top(scan)
  insertProblems(scan, insert)
  const around = nearest(scan)
  const above = scan.stack.slice(scan.stack.indexOf(around) + 1)
  const outside = above.some(({ kind }) => kind === 'heredoc' || kind === 'comment')
  const text = 'literal' in insert && isSum(above) ? insert.literal.replace(/^-.*/s, '($&)') : undefined
  if (text !== undefined) emit(scan, text)
  else if (frame.kind === 'single' && 'literal' in insert) emit(scan, insideSingle(insert.literal))
  else if (frame.kind === 'single' || frame.kind === 'ansi') inQuotes(scan, frame, insert)
  else emit(scan, inFrame(scan, frame, insert, scan.chunk[0] ?? (more ? '\0' : '')))
  scan.tail = 'none'
  if (outside) return
  if (around.redirect === 'none') simple(around).inserts.push(scan.index)
  grow(around, '\0', false)
}

function inFrame(scan: Scan, frame: Frame, insert: Insert, next: string): string {
  switch (frame.kind) {
    case 'comment':
      return ('variable' in insert ? insert.variable : insert.literal).replace(/[\0\r\n`\\]+/g, ' ')
    case 'double':
    case 'paired':
      return 'variable' in insert ? braced(insert.variable, next) : insideDouble(insert.literal)
    case 'heredoc':
      return inHeredoc(frame, insert, next)
    case 'parameter':
      return inParameter(frame, insert, next)
    default:
      return 'variable' in insert ? `"$${insert.variable}"` : bareOrQuoted(scan, insert.literal)
  }
}

function braced(name: string, next: string): string {
  return /[\w\\\0]/.test(next) ? `\${${name}}` : `$${name}`
}

function inHeredoc(frame: Heredoc, insert: Insert, next: string): string {
  if ('variable' in insert) return braced(insert.variable, next)
  return frame.quoted ? insert.literal : insideHeredoc(insert.literal)
}

function inParameter(frame: Parameter, insert: Insert, next: string): string {
  const quotedWord = frame.quoted && frame.part === 'word'
  if ('variable' in insert) return quotedWord ? braced(insert.variable, next) : `"$${insert.variable}"`
  const text = insideDouble(insert.literal)
  if (quotedWord) return text.replaceAll('}', '\\}')
  if (/^\w+$/.test(text)) return text
  // Inside "${x#…}" bash takes inner double quotes for the end of the outer ones when it looks for braces and quotes.
  return frame.quoted ? `"${text.replaceAll("'", `"\\'"`).replaceAll('{', `"'{'"`)}"` : `"${text}"`
}

function bareOrQuoted(scan: Scan, literal: string): string {
  const frame = nearest(scan)
  const next = scan.chunk[0] ?? ''
  const word = (frame.plain ? (frame.word ?? '') : '') + literal + (/^[a-z]*/.exec(scan.chunk)?.[0] ?? '')
  const special =
    top(scan).kind === 'pattern' ||
    frame.globs ||
    frame.test ||
    next === '(' ||
    (atCommand(frame) && /[+=]/.test(literal))
  if (special && !/^\w+$/.test(literal)) return singleQuote(literal)
  // `2>file` would be a redirection of file descriptor 2; `i` and `f` would be `if`.
  if ((/[<>]/.test(next) && /^\d+$/.test(literal)) || quoteWord(word) !== word) return singleQuote(literal)
  return quoteWord(literal)
}

function inQuotes(scan: Scan, frame: Quotes, insert: Insert): void {
  const mark = frame.kind === 'ansi' ? "$'" : "'"
  const tidy = !scan.stack.some(({ kind }) => kind === 'heredoc')
  // Quotes that would be left empty are not written.
  if (tidy && frame.begin + mark.length === scan.out.length) scan.out = scan.out.slice(0, frame.begin)
  else emit(scan, "'")
  emit(scan, 'variable' in insert ? `"$${insert.variable}"` : singleQuote(insert.literal))
  if (tidy && scan.chunk.startsWith("'")) {
    scan.at = 1
    scan.stack.pop()
  } else {
    frame.begin = scan.out.length
    emit(scan, mark)
  }
}

/** Adds text to the output that is not of the chunks. */
function emit(scan: Scan, text: string): void {
  // `$name` and a letter behind it would be another name.
  if (typeof scan.tail === 'number' && /^(?:\w|$)/.test(text)) {
    scan.out = scan.out.slice(0, scan.tail) + scan.out.slice(scan.tail).replace(/^\$(\w+)/, '${$1}')
  }
  scan.tail = 'none'
  for (const frame of scan.stack) {
    if (frame.kind !== 'heredoc') continue
    // A here-document loses its escaped newlines before the quotes in it are read.
    const joins = /(?<!\\)(?:\\\\)*\\\n/.test(frame.line + text + (scan.chunk[0] ?? ''))
    if (joins && !frame.quoted) complain(scan, 'nested-quotes')
    const lines = (frame.line + text).split('\n')
    if (frame.tabs && (/\n\t/.test(text) || (/^\t*$/.test(frame.line) && text.startsWith('\t'))))
      complain(scan, 'heredoc-tabs')
    frame.line = lines.pop() ?? ''
    frame.touched = scan.index
    const lost = scan.shell === 'sh' && [...lines, frame.line].some((line) => losesByte(frame, line))
    if (lost || lines.some((line) => ends(frame, line))) complain(scan, 'heredoc-delimiter')
  }
  scan.out += text
}
