import type { Level } from '../vendor.ts'
import type { Paint } from './paint.ts'

/** A row of a table of levels: a name, and a level for each column; undefined: nothing to say. */
export interface LevelRow {
  readonly name: string
  readonly levels: readonly (Level | undefined)[]
}

const styles = { native: 'green', lowered: 'blue', setup: 'blue', degraded: 'yellow', refused: 'red' } as const
const widest = 80

/** A table of levels in 80 columns: a name that is too long for its column stands on a line of its own. */
export function writeTable(columns: readonly string[], rows: readonly LevelRow[], paint: Paint): string {
  const widths = columns.map((column) => Math.max(column.length, 'degraded'.length) + 1)
  const rest = widest - widths.reduce((sum, width) => sum + width, 0)
  const first = Math.min(rest, Math.max(0, ...rows.map(({ name }) => name.length)) + 1)
  const line = (name: string, cells: readonly string[]): string => {
    const start = name.length < first ? name.padEnd(first) : `${name}\n${' '.repeat(first)}`
    return `${start}${cells.join('')}`.trimEnd()
  }
  const head = line(
    '',
    columns.map((column, index) => paint('bold', column) + ' '.repeat(widths[index]! - column.length)),
  )
  const body = rows.map(({ name, levels }) =>
    line(
      name,
      levels.map(
        (level, index) =>
          (level === undefined ? '' : paint(styles[level], level)) + ' '.repeat(widths[index]! - (level ?? '').length),
      ),
    ),
  )
  return [head, ...body].map((row) => `${row}\n`).join('')
}
