import { type Commands, commands, type Frame, type Heredoc, heredoc } from './frame.ts'
import type { Trouble } from './trouble.ts'

/** The state of a scanner over the text of a script, between and around its inserts. */
export interface Scan {
  readonly shell: 'bash' | 'sh'
  chunk: string
  at: number
  out: string
  /** How many inserts have been woven. */
  index: number
  readonly stack: Frame[]
  /** What the output ends with: a lone backslash or dollar sign, a delimiter, or a `$name` that begins at an offset. */
  tail: 'none' | 'backslash' | 'dollar' | 'delimiter' | number
  /** In sh: shells differ on where an earlier quote ended. */
  ambiguous: boolean
  readonly troubles: { readonly index: number; readonly trouble: Trouble }[]
}

/** A scanner at the start of a script. */
export function scanner(shell: Scan['shell']): Scan {
  return {
    shell,
    chunk: '',
    at: 0,
    out: '',
    index: 0,
    stack: [commands('script', 0)],
    tail: 'none',
    ambiguous: false,
    troubles: [],
  }
}

/** The innermost frame. */
export function top(scan: Scan): Frame {
  return scan.stack[scan.stack.length - 1]!
}

/** The commands that the innermost frame stands in. */
export function nearest(scan: Scan): Commands {
  return scan.stack.findLast((frame): frame is Commands => frame.kind === 'commands')!
}

/** The backticks that are open, if any are. */
export function backticks(scan: Scan): Commands | undefined {
  return scan.stack.find((frame): frame is Commands => frame.kind === 'commands' && frame.role === 'backticks')
}

/** Notes a trouble of one insert, once. */
export function complain(scan: Scan, trouble: Trouble, index = scan.index): void {
  if (!scan.troubles.some((known) => known.index === index && known.trouble === trouble)) {
    scan.troubles.push({ index, trouble })
  }
}

/** Copies the next characters to the output. */
export function take(scan: Scan, count: number): string {
  const text = scan.chunk.slice(scan.at, scan.at + count)
  scan.at += text.length
  scan.out += text
  scan.tail = 'none'
  endLines(scan, text)
  return text
}

/** Copies all that a sticky pattern matches, but never past a line of a here-document or out of backticks. */
export function run(scan: Scan, pattern: RegExp): string {
  pattern.lastIndex = scan.at
  let text = pattern.exec(scan.chunk)?.[0] ?? ''
  if (backticks(scan)) text = text.slice(0, text.search(/[`\\]|$/))
  const line = text.indexOf('\n')
  if (line >= 0 && scan.stack.some((frame) => frame.kind === 'heredoc')) text = text.slice(0, line + 1)
  return text === '' ? '' : take(scan, text.length)
}

/** Copies a backslash and what it escapes, which may be the insert that follows. */
export function takeEscape(scan: Scan): void {
  const alone = scan.at + 1 === scan.chunk.length
  const { tail } = scan
  // An escaped newline vanishes, so that what is before it meets what is behind it.
  const joined = take(scan, 2) === '\\\n'
  if (alone || joined) scan.tail = alone ? 'backslash' : tail
}

/** Follows the lines of here-documents, whose end is found before anything else in them is read. */
function endLines(scan: Scan, text: string): void {
  // An escaped newline joins two lines before the shell looks for the delimiter.
  if (text === '\\\n') return
  for (const [depth, frame] of scan.stack.entries()) {
    if (frame.kind !== 'heredoc') continue
    if (!text.endsWith('\n')) {
      frame.line += text
      continue
    }
    const ended = ends(frame, frame.line + text.slice(0, -1))
    if (ended && frame.touched >= 0) complain(scan, 'heredoc-delimiter', frame.touched)
    frame.line = ''
    frame.touched = -1
    if (!ended) continue
    scan.stack.length = depth
    const next = frame.next.shift()
    if (next) scan.stack.push(heredoc(next, frame.next, scan.index))
    return
  }
}

/** Whether a line ends a here-document. */
export function ends(frame: Heredoc, line: string): boolean {
  return withoutTabs(frame, line) === frame.delimiter
}

/** Whether dash would lose a byte of a line: where it stops to look like the delimiter, at a character beyond ASCII. */
export function losesByte(frame: Heredoc, line: string): boolean {
  const start = withoutTabs(frame, line)
  let like = 0
  while (like < frame.delimiter.length && start[like] === frame.delimiter[like]) like += 1
  return like > 0 && start.charCodeAt(like) > 127
}

function withoutTabs(frame: Heredoc, line: string): string {
  return frame.tabs ? line.replace(/^\t+/, '') : line
}
