import { commands, type Quotes } from './frame.ts'
import { run, type Scan, take, takeEscape } from './scan.ts'
import { stepDollar } from './step-dollar.ts'
import { grow } from './words.ts'

const runs = {
  double: /[^"\\$`]+/y,
  single: /[^']+/y,
  ansi: /[^'\\]+/y,
  comment: /[^\n]+/y,
  pattern: /[^'"\\$`()]+/y,
  paired: /[^'\\$`]+/y,
} as const

/** Reads on in quotes, in a comment, or in the parentheses of a pattern. */
export function stepQuotes(scan: Scan, frame: Quotes): void {
  const text = run(scan, runs[frame.kind])
  if (frame.kind === 'double' || frame.kind === 'single') {
    const around = scan.stack[scan.stack.lastIndexOf(frame) - 1]
    if (around?.kind === 'commands') grow(around, text, false)
  }
  if (text !== '') return
  if (frame.kind === 'comment') scan.stack.pop()
  else if (frame.kind === 'single') close(scan)
  else if (frame.kind === 'ansi') stepAnsi(scan)
  else stepActive(scan, frame)
}

/** Opens a quote at the next character, which is a quotation mark. */
export function openQuote(scan: Scan): void {
  const begin = scan.out.length
  const opened = scan.index
  scan.stack.push({ kind: take(scan, 1) === '"' ? 'double' : 'single', opened, begin })
}

/** Opens single quotes that stand in double quotes and in `${ … }`; only bash pairs them, outside its POSIX mode. */
export function openPaired(scan: Scan): void {
  if (scan.shell === 'bash') scan.stack.push({ kind: 'paired', opened: scan.index, begin: scan.out.length })
  take(scan, 1)
}

/** Opens backticks. */
export function openBackticks(scan: Scan): void {
  take(scan, 1)
  scan.stack.push(commands('backticks', scan.index))
}

function stepAnsi(scan: Scan): void {
  // dash has no $'…', and so ends the quote at \' where others go on.
  scan.ambiguous ||= scan.shell === 'sh' && scan.chunk.startsWith("\\'", scan.at)
  if (scan.chunk[scan.at] === "'") close(scan)
  else takeEscape(scan)
}

function stepActive(scan: Scan, frame: Quotes): void {
  const char = scan.chunk[scan.at]
  const pattern = frame.kind === 'pattern'
  if (char === '\\') takeEscape(scan)
  else if (char === '$') stepDollar(scan, !pattern)
  else if (char === '`') openBackticks(scan)
  else if (!pattern || char === ')') close(scan)
  else if (char === '(')
    scan.stack.push({ kind: 'pattern', opened: scan.index, begin: scan.out.length }) && take(scan, 1)
  else openQuote(scan)
}

function close(scan: Scan): void {
  scan.stack.pop()
  take(scan, 1)
}
