import { weaveInsert } from './insert.ts'
import { endPipeline } from './reads-program.ts'
import { complain, ends, type Scan, scanner } from './scan.ts'
import { step } from './step.ts'
import type { Insert, Woven } from './woven.ts'

/** Weaves inserts into a script for bash or sh. */
export function weavePosix(chunks: readonly string[], inserts: readonly Insert[], shell: 'bash' | 'sh'): Woven {
  const scan = scanner(shell)
  for (const [index, chunk] of chunks.entries()) {
    if (index === 0) scan.chunk = chunk
    while (scan.at < scan.chunk.length) step(scan)
    const insert = inserts[index]
    if (!insert) break
    scan.chunk = chunks[index + 1] ?? ''
    scan.at = 0
    weaveInsert(scan, insert, index + 1 < inserts.length)
    scan.index += 1
  }
  finish(scan)
  return { text: scan.out, troubles: scan.troubles.toSorted((a, b) => a.index - b.index) }
}

function finish(scan: Scan): void {
  const last = scan.stack.findIndex((frame) => frame.kind === 'heredoc' && ends(frame, frame.line))
  const frame = scan.stack[last]
  if (frame?.kind === 'heredoc') {
    if (frame.touched >= 0) complain(scan, 'heredoc-delimiter', frame.touched)
    scan.stack.length = last
  }
  const [script, open] = scan.stack
  if (script?.kind === 'commands') endPipeline(scan, script)
  if (!open || open.kind === 'comment') return
  for (let index = open.opened; index < scan.index; index += 1) complain(scan, 'unterminated', index)
}
