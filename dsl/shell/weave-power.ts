import { type PowerFrame, type PowerScan, powerFrame, stepPower } from './power-scan.ts'
import { readsWord } from './reads-program.ts'
import type { Trouble } from './trouble.ts'
import type { Insert, Woven } from './woven.ts'

/** Weaves inserts into a script for PowerShell. */
export function weavePower(chunks: readonly string[], inserts: readonly Insert[]): Woven {
  const scan: PowerScan = { chunk: '', at: 0, out: '', index: 0, stack: [powerFrame('code', 0)], tail: 'none' }
  const troubles: { readonly index: number; readonly trouble: Trouble }[] = []
  for (const [index, chunk] of chunks.entries()) {
    scan.chunk = chunk
    scan.at = 0
    while (scan.at < chunk.length) stepPower(scan)
    const insert = inserts[index]
    if (!insert) break
    const next = chunks[index + 1]?.[0] ?? (index + 1 < inserts.length ? '\0' : '')
    const found = problems(scan, insert, next)
    for (const trouble of new Set(found)) troubles.push({ index, trouble })
    weaveInsert(scan, insert, next)
    scan.index += 1
  }
  const open = scan.stack[1]
  if (open && !/^(?:comment|verbatim)$/.test(open.kind)) {
    for (let index = open.opened; index < scan.index; index += 1) troubles.push({ index, trouble: 'unterminated' })
  }
  return { text: scan.out, troubles: troubles.sort((a, b) => a.index - b.index) }
}

function problems(scan: PowerScan, insert: Insert, next: string): readonly Trouble[] {
  const frame = innermost(scan)
  const literal = 'literal' in insert ? insert.literal : undefined
  const found: Trouble[] = []
  if (literal !== undefined && /\0|\p{Surrogate}/u.test(literal)) found.push('unwritable')
  if (frame.kind === 'comment' || frame.kind === 'block') return found
  if (scan.tail === 'escape') found.push('after-backslash')
  if (scan.tail === 'dollar') found.push('after-dollar')
  if (frame.kind === 'name') found.push('parameter-name')
  if (frame.kind === 'verbatim') found.push('stop-parsing')
  if (literal === undefined && frame.kind === 'single') found.push('single-quoted')
  if (literal === undefined && frame.kind === 'here-single') found.push('single-quoted-heredoc')
  if (frame.kind === 'here-single' && /(?:^|\n)['\u2018-\u201b]@/.test(literal ?? '')) found.push('heredoc-delimiter')
  if (frame.kind === 'code' && touches(frame, next) && !joins(frame, literal)) found.push('adjoining')
  const code = readsCode(scan)
  if (code && !isBare(literal)) found.push(code)
  return found
}

function innermost(scan: PowerScan): PowerFrame {
  return scan.stack[scan.stack.length - 1]!
}

function isBare(literal: string | undefined): boolean {
  return literal !== undefined && /^[\w.:/@-]+$/.test(literal)
}

/** Whether a text may touch the word before it: both are plain. */
function joins(frame: PowerFrame, literal: string | undefined): boolean {
  return isBare(literal) && !/^["'$(@]/.test(frame.word)
}

/** Whether other text touches an insert so that PowerShell may not read both as one argument. */
function touches(frame: PowerFrame, next: string): boolean {
  const before = frame.word === '' || /^(?:[([{!]+|\$[\w:]+[-+*/%]?=|(?:\[[\w.]+\])+)$/.test(frame.word)
  const entry = frame.close === '}' && /^\w+=$/.test(frame.word) && frame.statement.trim() === frame.word
  const inside = frame.close === ')' && next === ','
  return !(before || entry) || !(/^[\s)}\];|]?$/.test(next) || inside)
}

/** Whether the statement hands the text here to something that reads it as code. */
function readsCode(scan: PowerScan): Trouble | undefined {
  const frame = scan.stack.findLast(({ kind }) => kind === 'code')!
  const words = frame.statement.trim().split(/\s+/)
  const attached = frame.word !== ''
  const done = (attached ? words.slice(0, -1) : words).filter((word) => word !== '&' && word !== '')
  if (done.some((word) => /^(?:iex|invoke-expression)$/i.test(word))) return 're-parsed'
  if (done.some((word, at) => /^cmd(?:\.exe)?$/i.test(word) && done.slice(at).some((flag) => /^\/[ck]$/i.test(flag))))
    return 're-parsed'
  if (scan.stack.some(({ statement }) => /\[scriptblock\]::create\($/i.test(statement))) return 're-parsed'
  return readsWord(
    done.map((word) => word.replace(/\.exe$/i, '')),
    attached ? (words.at(-1) ?? '') : '',
  )
}

function weaveInsert(scan: PowerScan, insert: Insert, next: string): void {
  const frame = innermost(scan)
  const text = 'variable' in insert ? reference(frame, insert.variable) : literalText(frame, insert.literal, next)
  // `$name` and what follows it could be read as a longer name, and `$name:` as a drive.
  if (typeof scan.tail === 'number' && ('literal' in insert || scan.out.endsWith(':'))) {
    scan.out = scan.out.slice(0, scan.tail) + scan.out.slice(scan.tail).replace(/^\$(.+?)(:?)$/, '${$1}$2')
  }
  scan.out += text
  scan.tail = 'none'
  const code = scan.stack.findLast(({ kind }) => kind === 'code')!
  code.statement += '\u00b7'
  code.word += '\u00b7'
}

function reference(frame: PowerFrame, name: string): string {
  if (frame.kind === 'comment' || frame.kind === 'block') return name
  // Without quotes PowerShell would expand wildcards in the value for native programs, and drop an empty one.
  return frame.kind === 'code' ? `"$env:${name}"` : `\${env:${name}}`
}

function literalText(frame: PowerFrame, literal: string, next: string): string {
  switch (frame.kind) {
    case 'comment':
      return literal.replace(/[\0\r\n]+/g, ' ')
    case 'block':
      return literal.replace(/[\0\r\n]+/g, ' ').replaceAll('#', '')
    case 'double':
    case 'here-double':
      return literal.replace(/[`$"\u201c-\u201e]/g, '`$&')
    case 'single':
      return literal.replace(/['\u2018-\u201b]/g, '$&$&')
    case 'code':
      return inCode(frame, literal, next)
    default:
      return literal
  }
}

function inCode(frame: PowerFrame, literal: string, next: string): string {
  const asCommand = frame.statement.trim() === '' && /^[A-Za-z_][\w./\\-]*$/.test(literal)
  const number = /^(?:0|[1-9]\d{0,8})$/.test(literal)
  if (asCommand || number || (isBare(literal) && touches(frame, next))) return literal
  return `'${literal.replace(/['\u2018-\u201b]/g, '$&$&')}'`
}
