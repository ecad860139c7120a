import type { Cursor } from '../../../src/read/cursor.ts'
import { itemsOf } from './context.ts'

/** The commands of a phase; none where it is skipped. */
export function linesOf(phase: Cursor | undefined): readonly string[] {
  if (phase === undefined) return []
  const lines = itemsOf(phase).flatMap((item) => {
    const text = item.kind === 'map' ? mistaken(item) : item.text()
    return text === undefined ? [] : [dedent(text)]
  })
  const wanted = lines.filter((line) => line !== '' && line !== 'true' && line !== ':')
  return wanted.length === 1 && /^(?:skip|ignore)$/.test(wanted[0] ?? '') ? [] : wanted
}

// `- echo "a: b"` without quotes around it is a mapping, of which Travis makes the line again.
function mistaken(item: Cursor): string | undefined {
  const [key] = item.keys
  const value = key === undefined ? undefined : item.look(key)?.text()
  return item.keys.length === 1 && value !== undefined ? `${key}: ${value}` : undefined
}

function dedent(text: string): string {
  const lines = text.replaceAll('\r', '').replace(/\s+$/, '').split('\n')
  const filled = lines.filter((line) => line.trim() !== '')
  const depth = Math.min(...filled.map((line) => line.length - line.trimStart().length))
  return filled.length === 0
    ? ''
    : lines
        .map((line) => line.slice(depth))
        .join('\n')
        .replace(/^\n+/, '')
}
