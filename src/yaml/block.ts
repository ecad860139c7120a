import type { Yaml, YamlMap } from '../document.ts'
import { writeAbove } from './above.ts'
import { writeComment } from './comment.ts'
import { writeBrief } from './flow.ts'
import { headOf } from './head.ts'
import { writeScalar } from './literal.ts'
import { bare, isCollection, isFilled, isLine, isSequence, notesOf } from './notes.ts'
import type { Out } from './out.ts'
import { writeText } from './scalar.ts'

// Where prettier breaks a line; a long key alone does not make it.
const columns = 80

/** Writes the entries of a mapping; where it is inline, the first goes on with a line that has its comments above it. */
export function writeMap(map: YamlMap, pad: string, inline: boolean, spaced: boolean, out: Out): void {
  const { dress } = out
  let first = true
  for (const key of Object.keys(map)) {
    const given = map[key]
    if (given === undefined) continue
    const entry = dress === undefined ? given : dress(key, given)
    if (spaced && !first && !out.kept) out.text += '\n'
    const head = headOf(key, pad, out)
    const begun = first && inline
    if (typeof entry === 'string' && !begun && !entry.includes('\n')) {
      out.text += head.spaced
      out.text += writeText(entry)
      out.kept = false
    } else {
      if (!begun) writeAbove(entry, pad, first, false, out)
      out.text += begun ? head.name : head.line
      writeBehind(entry, pad, head.width, false, out)
    }
    first = false
  }
}

/** Writes the items of a sequence; where it is inline, the first goes on with a line that has its comments above it. */
export function writeSequence(items: readonly Yaml[], pad: string, inline: boolean, out: Out): void {
  const { dress } = out
  const dash = `\n${pad}-`
  let first = true
  for (const given of items) {
    const item = dress === undefined ? given : dress(undefined, given)
    const begun = first && inline
    if (!begun) writeAbove(item, pad, first, true, out)
    out.text += begun ? '-' : dash
    if (typeof item === 'object' && item !== null) writeItem(item, pad, out)
    else writeBehind(item, pad, pad.length + 1, true, out)
    first = false
  }
}

function writeItem(item: Yaml, pad: string, out: Out): void {
  out.items[pad.length] ??= new Map()
  const known = out.items[pad.length]?.get(item)
  const own = known ?? { text: '', kept: false, heads: out.heads, items: out.items, dress: out.dress }
  if (known === undefined) {
    writeBehind(item, pad, pad.length + 1, true, own as Out)
    out.items[pad.length]?.set(item, own)
  }
  out.text += own.text
  out.kept = own.kept
}

/** Writes what stands behind a colon or a dash, which ends at a column. */
function writeBehind(entry: Yaml, pad: string, column: number, dash: boolean, out: Out): void {
  if (isFilled(entry)) {
    out.kept = false
    if (dash) out.text += ' '
    if (isSequence(entry)) writeSequence(entry, `${pad}  `, dash, out)
    else writeMap(entry, `${pad}  `, dash, false, out)
    return
  }
  const value = bare(entry)
  const { after, flow = false, empty = false, spaced = false, tag } = notesOf(entry)
  const mark = tag === undefined ? '' : `${tag} `
  const room = columns - column - mark.length - 1
  const inner = `${pad}  `
  if (isCollection(value)) {
    const brief = writeBrief(value, flow, room)
    const line = `${mark}${brief ?? ''}`.trimEnd()
    if (line !== '') out.text += column + 1 + line.length > columns ? `\n${inner}${line}` : ` ${line}`
    out.kept = false
    if (brief !== undefined) return
    const marked = line !== ''
    if (marked) out.text += `\n${inner}`
    else if (dash) out.text += ' '
    if (isSequence(value)) writeSequence(value, inner, marked || dash, out)
    else writeMap(value, inner, marked || dash, spaced, out)
    return
  }
  if (empty && value === null && after === undefined && mark === '') {
    out.kept = false
    return
  }
  const text = writeScalar(value, inner, room)
  out.text += ` ${mark}${text}`
  out.kept = text.endsWith('\n')
  if (after !== undefined && isLine(value)) out.text += ` ${writeComment(after)}`
}
