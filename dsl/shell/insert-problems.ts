import { type Commands, type Frame, type Heredoc, isSum } from './frame.ts'
import { isBare } from './quote.ts'
import { readsInput, readsWord } from './reads-program.ts'
import { backticks, complain, nearest, type Scan, top } from './scan.ts'
import { evaluates, takesName } from './takes-names.ts'
import { simple } from './words.ts'
import type { Insert } from './woven.ts'

/** Notes all that is wrong with an insert where the scanner stands. */
export function insertProblems(scan: Scan, insert: Insert): void {
  const literal = 'literal' in insert ? insert.literal : undefined
  if (literal !== undefined && /\0|\p{Surrogate}/u.test(literal)) complain(scan, 'unwritable')
  if (scan.tail === 'backslash') complain(scan, 'after-backslash')
  if (scan.tail === 'dollar') complain(scan, 'after-dollar')
  if (scan.tail === 'delimiter') complain(scan, 'heredoc-delimiter')
  const frame = top(scan)
  if (frame.kind === 'comment') return
  if (scan.ambiguous) complain(scan, 'ansi-quote')
  const ticked = backticks(scan)
  if (ticked && (ticked.slashed || /[\\"'`$]/.test(literal ?? ''))) complain(scan, 'backtick-escape')
  if (frame.kind === 'heredoc' && frame.quoted && literal === undefined) complain(scan, 'single-quoted-heredoc')
  if (frame.kind === 'paired' && /[\\"'`$}]/.test(literal ?? '')) complain(scan, 'nested-quotes')
  // bash wants them in pairs in "${x:-…}", where nothing can escape one.
  if (frame.kind === 'parameter' && frame.quoted && frame.part === 'word' && literal?.includes("'")) {
    complain(scan, 'nested-quotes')
  }
  if (frame.kind === 'parameter' && /^(?:name|operator)$/.test(frame.part)) complain(scan, 'parameter-name')
  const around = nearest(scan)
  const above = scan.stack.slice(scan.stack.indexOf(around) + 1)
  if (isSum(above) && !isNumber(literal)) complain(scan, 'arithmetic')
  commandProblems(scan, literal, around, above)
}

function isNumber(literal: string | undefined): boolean {
  return literal !== undefined && /^-?(?:0|[1-9]\d*)$/.test(literal)
}

function commandProblems(scan: Scan, literal: string | undefined, around: Commands, above: readonly Frame[]): void {
  const heredoc = above.find((frame): frame is Heredoc => frame.kind === 'heredoc')
  const code = heredoc ? readsInput(heredoc.pipeline.slice(heredoc.reader)) : readCode(around)
  if (code && !(literal !== undefined && isBare(literal))) complain(scan, code)
  if (heredoc || around.redirect !== 'none' || literal !== undefined) return
  if (takesName(around)) complain(scan, 'variable-name')
  if (evaluates(around, scan.chunk)) complain(scan, 'arithmetic')
}

function readCode(around: Commands): ReturnType<typeof readsWord> {
  if (around.redirect === 'text') return readsInput([simple(around)])
  return around.redirect === 'none' ? readsWord(simple(around).words, around.word ?? '') : undefined
}
