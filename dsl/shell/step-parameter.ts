import { type Arithmetic, commands, type Parameter } from './frame.ts'
import { nearest, run, type Scan, take, takeEscape } from './scan.ts'
import { stepDollar } from './step-dollar.ts'
import { openBackticks, openPaired, openQuote } from './step-quotes.ts'

const named = /[#!]?(?:[A-Za-z_]\w*|\d+|[@*#?$!-])/y
const plainText = /[^}\\'"$`]+/y
const plainSum = /[^()[\]\\'"$`]+/y

/** Reads on in `${ … }`. */
export function stepParameter(scan: Scan, frame: Parameter): void {
  if (frame.part === 'name' && run(scan, named) !== '') {
    // A name that the chunk ends with may go on in the insert.
    if (scan.at < scan.chunk.length) frame.part = 'operator'
    return
  }
  const char = scan.chunk[scan.at]!
  if (char === '}') {
    scan.stack.pop()
    take(scan, 1)
  } else if (frame.part === 'name' || frame.part === 'operator') stepOperator(scan, frame, char)
  else if (run(scan, plainText) === '') {
    const literalQuote = char === "'" && frame.part === 'word' && frame.quoted
    if (literalQuote) openPaired(scan)
    else stepActive(scan, char, frame.quoted && frame.part === 'word')
  }
}

/** Reads on in text that the shell evaluates as arithmetic. */
export function stepArithmetic(scan: Scan, frame: Arithmetic): void {
  if (run(scan, plainSum) !== '') return
  const char = scan.chunk[scan.at]!
  const open = frame.close === ')' ? '(' : '['
  if (char === open) frame.depth += 1
  else if (char === frame.close) {
    frame.depth -= 1
    if (frame.close === ')' && frame.depth === 1 && scan.chunk[scan.at + 1] !== ')') {
      // `((a) | b)`: not arithmetic, but two parentheses of commands.
      const announced = frame.otherwise === 'subshell' ? nearest(scan).announced : []
      scan.stack[scan.stack.length - 1] = commands(frame.otherwise, frame.opened, announced)
    } else if (frame.depth === 0) scan.stack.pop()
  }
  if (/[()[\]]/.test(char)) take(scan, 1)
  else stepActive(scan, char, true)
}

function stepOperator(scan: Scan, frame: Parameter, char: string): void {
  const next = scan.chunk[scan.at + 1] ?? ''
  if (char === '[') {
    scan.stack.push({ kind: 'arithmetic', opened: scan.index, close: ']', otherwise: 'substitution', depth: 1 })
    frame.part = 'operator'
  } else if (char === ':') {
    const word = /[-=?+]/.test(next)
    frame.part = word ? 'word' : 'arithmetic'
    if (word) take(scan, 1)
  } else if (/[-=?+]/.test(char)) frame.part = 'word'
  else if (/[#%/^,@]/.test(char)) frame.part = 'pattern'
  if (/[\\'"$`]/.test(char)) stepActive(scan, char, frame.quoted)
  else take(scan, 1)
}

function stepActive(scan: Scan, char: string, quoted: boolean): void {
  if (char === '\\') takeEscape(scan)
  else if (char === '$') stepDollar(scan, quoted)
  else if (char === '`') openBackticks(scan)
  else openQuote(scan)
}
