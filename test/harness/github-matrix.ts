import { evaluateText } from './evaluate-github.ts'

type Cell = Readonly<Record<string, unknown>>

/**
 * The combinations of a matrix; one empty one where there is no matrix.
 *
 * @see https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
 */
export function cellsOf(matrix: Readonly<Record<string, unknown>> | undefined): readonly Cell[] {
  if (matrix === undefined) return [{}]
  const { include = [], exclude = [], ...axes } = matrix as Readonly<Record<string, readonly unknown[]>>
  const names = Object.keys(axes)
  const crossed = names.reduce<readonly Cell[]>(
    (cells, name) => cells.flatMap((cell) => (axes[name] ?? []).map((value) => ({ ...cell, [name]: value }))),
    names.length === 0 ? [] : [{}],
  )
  const kept = crossed.filter(
    (cell) => !(exclude as readonly Cell[]).some((row) => agrees(row, cell, Object.keys(row))),
  )
  const cells = [...kept]
  for (const row of include as readonly Cell[]) {
    const shared = names.filter((name) => name in row)
    const hits = kept.flatMap((cell, index) => (agrees(row, cell, shared) ? [index] : []))
    for (const index of hits) cells[index] = { ...cells[index], ...row }
    if (hits.length === 0) cells.push(row)
  }
  return cells.map((cell) =>
    Object.fromEntries(
      Object.entries(cell).map(([key, value]) => [key, typeof value === 'string' ? evaluateText(value) : value]),
    ),
  )
}

function agrees(row: Cell, cell: Cell, names: readonly string[]): boolean {
  return names.every((name) => row[name] === cell[name])
}
