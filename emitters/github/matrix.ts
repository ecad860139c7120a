import type { Cell, Matrix } from '../../src/ir.ts'
import { escapeText } from './expression.ts'
import type { JobScene } from './scene.ts'
import type { GithubMatrix, GithubStrategy } from './schema.ts'
import { tidy } from './tidy.ts'

/** The matrix of a job. */
export function writeStrategy(scene: JobScene): GithubStrategy | undefined {
  const { matrix } = scene.job
  if (matrix === null) return undefined
  return tidy<GithubStrategy>({
    ...(matrix.failFast === null ? {} : { 'fail-fast': matrix.failFast }),
    'max-parallel': matrix.maxParallel ?? undefined,
    matrix: writeMatrix(matrix),
  })
}

// As the story said it, where the vendor makes the same cells of that; else cell by cell.
function writeMatrix(matrix: Matrix): GithubMatrix {
  if (!isWhole(matrix)) return { include: matrix.cells.map(escaped) }
  return {
    ...Object.fromEntries(matrix.axes.map(({ name, values }) => [name, values.map(escapeText)])),
    ...(matrix.exclude.length === 0 ? {} : { exclude: matrix.exclude.map(escaped) }),
    ...(matrix.include.length === 0 ? {} : { include: matrix.include.map(escaped) }),
  }
}

function isWhole(matrix: Matrix): boolean {
  return matrix.axes.length > 0 && isSame(combine(matrix), matrix.cells)
}

/** The cells as the vendor makes them, each with its keys in the order of the file: the axes, and what was added to them. */
export function shownCells(matrix: Matrix): readonly Cell[] {
  if (!isWhole(matrix)) return matrix.cells
  const axes = matrix.axes.map((axis) => axis.name)
  return combine(matrix).map((cell) => {
    const first = axes.flatMap((name) => (cell[name] === undefined ? [] : [[name, cell[name]] as const]))
    return { ...Object.fromEntries(first), ...cell }
  })
}

/**
 * The cells that the vendor makes: all combinations but the excluded; a row of `include` adds to every combination
 * that it agrees with on the axes, or stands alone. Values compare without regard to case.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrixinclude
 */
function combine({ axes, exclude, include }: Matrix): readonly Cell[] {
  const crossed = axes.reduce<readonly Cell[]>(
    (cells, axis) => cells.flatMap((cell) => axis.values.map((value) => ({ ...cell, [axis.name]: value }))),
    [{}],
  )
  const kept = crossed.filter((cell) => !exclude.some((row) => agrees(row, cell, Object.keys(row))))
  const made = kept.map((cell) => ({ ...cell }))
  const alone: Cell[] = []
  for (const row of include) {
    const shared = axes.map((axis) => axis.name).filter((name) => name in row)
    const hits = kept.flatMap((cell, index) => (agrees(row, cell, shared) ? [index] : []))
    for (const index of hits) {
      for (const [key, value] of Object.entries(row)) if (!shared.includes(key)) (made[index] ?? {})[key] = value
    }
    if (hits.length === 0) alone.push(row)
  }
  return [...made, ...alone]
}

function agrees(row: Cell, cell: Cell, keys: readonly string[]): boolean {
  return keys.every((key) => row[key]?.toLowerCase() === cell[key]?.toLowerCase())
}

function isSame(one: readonly Cell[], other: readonly Cell[]): boolean {
  return (
    one.length === other.length &&
    one.every((cell, index) => Object.entries(other[index] ?? {}).every(([key, value]) => (cell[key] ?? '') === value))
  )
}

function escaped(cell: Cell): Cell {
  return Object.fromEntries(Object.entries(cell).map(([key, value]) => [key, escapeText(value)]))
}
