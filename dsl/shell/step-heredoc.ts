import { type Commands, type Heredoc, heredoc } from './frame.ts'
import { run, type Scan, take, takeEscape } from './scan.ts'
import { stepDollar } from './step-dollar.ts'
import { openBackticks } from './step-quotes.ts'
import { endWord } from './words.ts'

const announcement = /<<(-?)[ \t]*((?:'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|\\.|[^\s\\'"`;&|<>()])*)/y
const active = /[^\\$`\n]+/y
const rest = /[^\n]*\n?/y

/** Reads `<<` and the delimiter behind it; whether that is a here-document at all. */
export function announce(scan: Scan, frame: Commands): boolean {
  announcement.lastIndex = scan.at
  const found = announcement.exec(scan.chunk)
  if (!found) return false
  const [text, dash = '', word = ''] = found
  endWord(frame)
  take(scan, text.length)
  if (scan.at === scan.chunk.length) scan.tail = 'delimiter'
  frame.announced.push({
    delimiter: word.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, '$1$2$3'),
    quoted: /['"\\]/.test(word),
    tabs: dash === '-',
    pipeline: frame.pipeline,
    reader: frame.pipeline.length - 1,
  })
  return true
}

/** Begins the text of the first here-document that is announced. */
export function beginHeredoc(scan: Scan, frame: Commands): void {
  const first = frame.announced.shift()
  if (first) scan.stack.push(heredoc(first, frame.announced, scan.index))
}

/** Reads on in the text of a here-document. */
export function stepHeredoc(scan: Scan, frame: Heredoc): void {
  if (run(scan, frame.quoted ? rest : active) !== '') return
  const char = scan.chunk[scan.at]
  if (char === '\\') takeEscape(scan)
  else if (char === '$') stepDollar(scan, true)
  else if (char === '`') openBackticks(scan)
  else take(scan, 1)
}
