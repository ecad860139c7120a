import { commands } from './frame.ts'
import { run, type Scan, take } from './scan.ts'

const named = /\$[A-Za-z_]\w*/y

/** Reads a dollar sign and what it opens; in quotes, `$'` and `$"` open nothing. */
export function stepDollar(scan: Scan, quoted: boolean): void {
  const { stack, index: opened } = scan
  const next = scan.chunk[scan.at + 1]
  const begin = scan.out.length
  if (next === undefined || scan.chunk.startsWith('\\\n', scan.at + 1)) {
    take(scan, 1)
    scan.tail = 'dollar'
  } else if (next === '(') {
    const arithmetic = scan.chunk.startsWith('$((', scan.at)
    take(scan, arithmetic ? 3 : 2)
    if (arithmetic) stack.push({ kind: 'arithmetic', opened, close: ')', otherwise: 'substitution', depth: 2 })
    else stack.push(commands('substitution', opened))
  } else if (next === '{') {
    take(scan, 2)
    stack.push({ kind: 'parameter', opened, quoted, part: 'name' })
  } else if (next === '[') {
    take(scan, 2)
    stack.push({ kind: 'arithmetic', opened, close: ']', otherwise: 'substitution', depth: 1 })
  } else if (!quoted && (next === "'" || next === '"')) {
    take(scan, 2)
    stack.push({ kind: next === '"' ? 'double' : 'ansi', opened, begin })
  } else if (/[A-Za-z_]/.test(next)) {
    run(scan, named)
    scan.tail = begin
  } else take(scan, /[0-9@*#?$!-]/.test(next) ? 2 : 1)
}
