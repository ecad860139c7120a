/** What a scanner of PowerShell is inside of. */
export interface PowerFrame {
  readonly kind:
    | 'code'
    | 'double'
    | 'single'
    | 'here-double'
    | 'here-single'
    | 'comment'
    | 'block'
    | 'name'
    | 'verbatim'
  readonly opened: number
  /** In code: what closes it. */
  readonly close: string
  /** In code: the text of the word, and of the statement, up to here. */
  word: string
  statement: string
}

/** The state of a scanner over the text of a PowerShell script. */
export interface PowerScan {
  chunk: string
  at: number
  out: string
  index: number
  readonly stack: PowerFrame[]
  /** What the output ends with: a lone backtick or dollar sign, or a `$name` that begins at an offset. */
  tail: 'none' | 'escape' | 'dollar' | number
}

// PowerShell takes typographic quotes for plain ones.
// https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
const doubles = '"\u201c\u201d\u201e'
const singles = "'\u2018\u2019\u201a\u201b"
const variable = /\$(?:[A-Za-z_]\w*:)?\w+:?|\$[$^?]/y
const plain = {
  double: new RegExp(`[^${doubles}\`$]+`, 'y'),
  single: new RegExp(`[^${singles}]+`, 'y'),
  'here-double': /[^\n`$]+/y,
  'here-single': /[^\n]+/y,
  comment: /[^\n]+/y,
  block: /(?:[^#]|#(?!>))+/y,
  name: /[^}]+/y,
  verbatim: /[^\n|]+/y,
} as const

/** A frame of PowerShell. */
export function powerFrame(kind: PowerFrame['kind'], opened: number, close = ''): PowerFrame {
  return { kind, opened, close, word: '', statement: '' }
}

/** Copies the next characters to the output. */
function takePower(scan: PowerScan, count: number): string {
  const text = scan.chunk.slice(scan.at, scan.at + count)
  scan.at += text.length
  scan.out += text
  scan.tail = 'none'
  return text
}

/** Reads a few characters of a chunk of a PowerShell script. */
export function stepPower(scan: PowerScan): void {
  const frame = scan.stack[scan.stack.length - 1]!
  if (frame.kind === 'code') stepCode(scan, frame)
  else stepText(scan, frame, plain[frame.kind])
}

function stepText(scan: PowerScan, frame: PowerFrame, pattern: RegExp): void {
  pattern.lastIndex = scan.at
  const text = pattern.exec(scan.chunk)?.[0]
  if (text) {
    takePower(scan, text.length)
    return
  }
  const char = scan.chunk[scan.at]!
  if (char === '`' && /double/.test(frame.kind)) stepEscape(scan)
  else if (char === '$' && /double/.test(frame.kind)) stepDollar(scan)
  else if (frame.kind.startsWith('here')) stepHereLine(scan, frame)
  else if (frame.kind === 'comment' || frame.kind === 'verbatim') scan.stack.pop()
  else {
    // A doubled quote closes and opens again, which comes to the same.
    takePower(scan, frame.kind === 'block' ? 2 : 1)
    scan.stack.pop()
  }
}

function stepHereLine(scan: PowerScan, frame: PowerFrame): void {
  takePower(scan, 1)
  const quotes = frame.kind === 'here-double' ? doubles : singles
  if (!quotes.includes(scan.chunk[scan.at] ?? '\0') || scan.chunk[scan.at + 1] !== '@') return
  takePower(scan, 2)
  scan.stack.pop()
}

function stepEscape(scan: PowerScan): void {
  const alone = scan.at + 1 === scan.chunk.length
  takePower(scan, 2)
  if (alone) scan.tail = 'escape'
}

function stepDollar(scan: PowerScan): void {
  const next = scan.chunk[scan.at + 1]
  const begin = scan.out.length
  variable.lastIndex = scan.at
  const name = variable.exec(scan.chunk)?.[0]
  if (next === '(' || next === '{') {
    takePower(scan, 2)
    scan.stack.push(next === '(' ? powerFrame('code', scan.index, ')') : powerFrame('name', scan.index))
    return
  }
  takePower(scan, name?.length ?? 1)
  if (next === undefined) scan.tail = 'dollar'
  else if (name && scan.at === scan.chunk.length) scan.tail = begin
}

function stepCode(scan: PowerScan, frame: PowerFrame): void {
  const rest = scan.chunk.slice(scan.at)
  const char = rest[0]!
  const begin = scan.at
  const { length } = scan.stack
  const ended = /\s/.test(char)
  const here = new RegExp(`^@([${doubles}])[ \\t]*\\n|^@([${singles}])[ \\t]*\\n`).exec(rest)
  if (ended && frame.word === '--%') {
    scan.stack.push(powerFrame('verbatim', scan.index))
    frame.word = ''
  } else if (here) {
    takePower(scan, here[0].length - 1)
    scan.stack.push(powerFrame(here[1] ? 'here-double' : 'here-single', scan.index))
  } else if (rest.startsWith('<#')) {
    takePower(scan, 2)
    scan.stack.push(powerFrame('block', scan.index))
  } else if (char === '#' && frame.word === '') scan.stack.push(powerFrame('comment', scan.index))
  else if (char === '`') stepEscape(scan)
  else if (char === '$') stepDollar(scan)
  else {
    takePower(scan, 1)
    if (doubles.includes(char)) scan.stack.push(powerFrame('double', scan.index))
    else if (singles.includes(char)) scan.stack.push(powerFrame('single', scan.index))
    else if (char === '(') scan.stack.push(powerFrame('code', scan.index, ')'))
    else if (char === '{') scan.stack.push(powerFrame('code', scan.index, '}'))
    else if (char === frame.close && scan.stack.length > 1) scan.stack.pop()
  }
  follow(frame, scan.chunk.slice(begin, scan.at), scan.stack.length > length)
}

function follow(frame: PowerFrame, text: string, opened: boolean): void {
  if (/^[\n;|]$/.test(text)) frame.statement = ''
  else frame.statement += text
  if (/^[\s;|,]$/.test(text) || text === '`\n') frame.word = ''
  else if (text !== '' || opened) frame.word += text
}
