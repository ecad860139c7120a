import type { Paint } from './paint.ts'

const widest = 120

/** The line of a source that a finding is about, with the one before it and a caret below. Lines and columns count from 1. */
export function codeFrame(text: string, line: number, column: number, paint: Paint): string {
  const lines = text.split(/\r?\n/)
  const meant = lines[line - 1]
  if (meant === undefined || meant.trim() === '') return ''
  // A long line is shown around the place that counts.
  const from = column > widest - 20 ? column - 40 : 0
  const width = String(line).length
  const show = (number: number, mark: string): string => {
    const content = (lines[number - 1] ?? '').slice(from, from + widest).replaceAll('\t', ' ')
    return `${mark}${paint('dim', `${String(number).padStart(width)} |`)} ${content}`.trimEnd()
  }
  const before = line > 1 && lines[line - 2]?.trim() !== '' ? [show(line - 1, '  ')] : []
  const caret = `  ${' '.repeat(width)} ${paint('dim', '|')} ${' '.repeat(Math.max(0, column - 1 - from))}${paint('red', '^')}`
  return [...before, show(line, `${paint('red', '>')} `), caret].map((row) => `${row}\n`).join('')
}
