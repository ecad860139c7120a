import type { Cell, Env, Matrix } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { Machine } from './machine.ts'

/** What differs between the jobs of a matrix: the value of each axis, by its name. */
export function cellOf(machine: Machine, env: Env, further: ReadonlyMap<string, string>): Cell {
  const { known, version, os, arch } = machine
  const tool = known?.tool ?? (known?.image === undefined ? undefined : machine.language)
  const texts = env.flatMap(({ name, value }) =>
    value.every((part) => typeof part === 'string') ? [[name, value.join('')] as const] : [],
  )
  return Object.fromEntries([
    ...(tool === undefined || version === '' ? [] : [[tool.replaceAll('_', '-'), version] as const]),
    ['os', os],
    ['arch', arch],
    ...further,
    ...texts,
  ])
}

/** The matrix of cells, with what all of them share left out; null for one. */
export function matrixOf(cells: readonly Cell[], origin: Origin): Matrix | null {
  const [first] = cells
  if (first === undefined || cells.length < 2) return null
  const names = Object.keys(first).filter((name) => cells.some((cell) => cell[name] !== first[name]))
  const own = distinct(cells.map((cell) => Object.fromEntries(names.map((name) => [name, cell[name] ?? '']))))
  if (own.length < 2) return null
  const axes = names.map((name) => ({ name, values: [...new Set(own.map((cell) => cell[name] ?? ''))] }))
  const crossed = axes.reduce<readonly Cell[]>(
    (made, axis) => made.flatMap((cell) => axis.values.map((value) => ({ ...cell, [axis.name]: value }))),
    [{}],
  )
  const has = new Set(own.map((cell) => JSON.stringify(cell)))
  const missing = crossed.filter((cell) => !has.has(JSON.stringify(cell)))
  const whole = { failFast: false, maxParallel: null, origin }
  if (missing.length === 0) return { axes, exclude: [], include: [], cells: crossed, ...whole }
  if (missing.length <= 2 && missing.length * 3 <= own.length)
    return {
      axes,
      exclude: missing,
      include: [],
      cells: crossed.filter((cell) => has.has(JSON.stringify(cell))),
      ...whole,
    }
  return { axes: [], exclude: [], include: own, cells: own, ...whole }
}

function distinct(cells: readonly Cell[]): readonly Cell[] {
  const seen = new Set<string>()
  return cells.filter((cell) => {
    const key = JSON.stringify(cell)
    return !seen.has(key) && seen.add(key)
  })
}
