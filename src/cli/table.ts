import type { Level } from '../vendor.ts'
import type { Paint } from './paint.ts'

/** A row of a table of levels: a name, and a level for each column; undefined: nothing to say. */
export interface LevelRow {
  readonly name: string
  readonly levels: readonly (Level | undefined)[]
}

const styles = { native: 'green', lowered: 'blue', setup: 'blue', degraded: 'yellow', refused: 'red' } as const
// Room for the shortest names; a longer one stands on a line of its own.
const least = 16

/** A table of levels that fits: where there are too many columns, the others stand in a table below. */
export function writeTable(columns: readonly string[], rows: readonly LevelRow[], width: number, paint: Paint): string {
  const [fitting, others] = parted(columns, width)
  const table = writeFitting(columns.slice(0, fitting), rows, width, paint)
  if (others === 0) return table
  const below = rows.map(({ name, levels }) => ({ name, levels: levels.slice(fitting) }))
  return `${table}\n${writeTable(columns.slice(fitting), below, width, paint)}`
}

function parted(columns: readonly string[], width: number): readonly [fitting: number, others: number] {
  let room = width - least
  const over = columns.findIndex((column) => {
    room -= widthOf(column)
    return room < 0
  })
  const fitting = over < 0 ? columns.length : Math.max(over, 1)
  return [fitting, columns.length - fitting]
}

function writeFitting(columns: readonly string[], rows: readonly LevelRow[], width: number, paint: Paint): string {
  const rest = width - columns.reduce((sum, column) => sum + widthOf(column), 0)
  const first = Math.min(rest, Math.max(0, ...rows.map(({ name }) => name.length)) + 1)
  const line = (name: string, cells: readonly string[]): string => {
    const start = name.length < first ? name.padEnd(first) : `${name}\n${' '.repeat(first)}`
    return `${start}${cells.join('')}`.trimEnd()
  }
  const head = line(
    '',
    columns.map((column) => paint('bold', column) + ' '.repeat(widthOf(column) - column.length)),
  )
  const body = rows.map(({ name, levels }) =>
    line(
      name,
      columns.map((column, index) => {
        const level = levels[index]
        return (
          (level === undefined ? '' : paint(styles[level], level)) + ' '.repeat(widthOf(column) - (level ?? '').length)
        )
      }),
    ),
  )
  return [head, ...body].map((row) => `${row}\n`).join('')
}

function widthOf(column: string): number {
  return Math.max(column.length, 'degraded'.length) + 1
}
