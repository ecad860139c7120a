import type { Cell, Matrix } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textsOf } from '../../../src/yaml/look.ts'

/** The combinations of a job: https://docs.gitlab.com/ci/yaml/#parallelmatrix */
export function readMatrix(data: Data | undefined, origin: Origin, tell: (why: string) => void): Matrix | null {
  if (data === undefined) return null
  const rows = listOf(isMap(data) ? data.matrix : undefined).map(mapOf)
  const [first] = rows
  if (first === undefined) {
    tell('a number of copies that share their work')
    return null
  }
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  const values = rows.flatMap((row) => Object.values(row).flatMap((value) => textsOf(value)))
  if (
    ![...names].every((name) => /^[A-Za-z_]\w*$/.test(name) && !name.startsWith('PIPEGEN_')) ||
    values.some((value) => value.includes('$'))
  ) {
    tell('values that GitLab alone puts in')
    return null
  }
  const axes = Object.entries(first).map(([name, value]) => ({ name, values: textsOf(value) }))
  const distinct = axes.every((axis) => new Set(axis.values).size === axis.values.length && axis.values.length > 0)
  if (rows.length === 1 && distinct)
    return { axes, exclude: [], include: [], cells: combine(axes, names), failFast: false, maxParallel: null, origin }
  const cells = rows.flatMap((row) =>
    combine(
      Object.entries(row).map(([name, value]) => ({ name, values: textsOf(value) })),
      names,
    ),
  )
  const include = rows.flatMap((row) =>
    combine(
      Object.entries(row).map(([name, value]) => ({ name, values: textsOf(value) })),
      new Set(),
    ),
  )
  return { axes: [], exclude: [], include, cells, failFast: false, maxParallel: null, origin }
}

function combine(axes: Matrix['axes'], names: ReadonlySet<string>): readonly Cell[] {
  let cells: readonly Cell[] = [{}]
  for (const { name, values } of axes)
    cells = cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value })))
  return cells.map((cell) => ({
    ...cell,
    ...Object.fromEntries([...names].filter((name) => cell[name] === undefined).map((name) => [name, ''])),
  }))
}
