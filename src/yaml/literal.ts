import { printable } from './printable.ts'
import { writeAtom, writeText } from './scalar.ts'

// A literal block has no escapes.
const unprintable = new RegExp(String.raw`[^\t\n${printable}]`, 'u')

// An empty first line hides the indent from readers, and spaces alone on the last line would count as indent.
const misread = /^[\t ]*\n|\n[\t ]+$/

const lineStart = /\n(?!\n|$)/g

/** A scalar, without the line end behind it; texts of several lines are indented and get the room that is left on the line. */
export function writeScalar(value: string | number | boolean | null, pad: string, room: number): string {
  if (typeof value !== 'string') return writeAtom(value)
  return value.includes('\n') ? writeLines(value, pad, room) : writeText(value)
}

// In quotes where a block would be misread, or where its mark has no room: prettier would put it on the next line.
function writeLines(text: string, pad: string, room: number): string {
  const indent = text.startsWith(' ') || text.startsWith('\t') ? '2' : ''
  const chomp = text.endsWith('\n\n') ? '+' : text.endsWith('\n') ? '' : '-'
  const mark = `|${indent}${chomp}`
  if (mark.length > room || misread.test(text) || unprintable.test(text)) return writeText(text)
  const lines = text.replace(lineStart, `\n${pad}`)
  return `${mark}\n${pad}${chomp === '-' ? lines : lines.slice(0, -1)}`
}
