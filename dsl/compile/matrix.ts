import type { Cell, Matrix } from '../../src/ir.ts'
import { inside, type Origin } from '../../src/origin.ts'
import type { Axes, MatrixSpec, Matrix as MatrixValue } from '../matrix.ts'
import { envNameFault } from './env.ts'
import type { Scope } from './scope.ts'
import { printable, typeName } from './text.ts'

/** The matrix of a job; `failFast` holds where it does not say. */
export function compileMatrix(
  spec: Axes | MatrixValue<Axes> | undefined,
  job: string,
  at: Origin,
  failFast: Matrix['failFast'],
  scope: Scope,
): Matrix | null {
  if (spec === undefined) return null
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
    scope.report('wrong-type', at, { what: 'matrix', expected: 'an object of axes', found: typeName(spec) })
    return null
  }
  const made = isMatrix(spec) ? spec : undefined
  const origin = made?.origin ?? at
  const options: MatrixSpec<Axes, string> = (made?.spec as MatrixSpec<Axes, string> | undefined) ?? {}
  const axes = Object.entries(made?.axes ?? (spec as Axes)).map(([name, values]) => {
    const fault = envNameFault(name.replaceAll('-', '_'))
    if (fault !== undefined)
      scope.report('invalid-name', inside(origin, name), { what: 'an axis of a matrix', name, rule: fault })
    if (!Array.isArray(values))
      scope.report('wrong-type', inside(origin, name), {
        what: `the axis '${name}'`,
        expected: 'a list of values',
        found: typeName(values),
      })
    const texts = (Array.isArray(values) ? values : []).map(String)
    for (const text of texts) printable(text, `the axis '${name}'`, inside(origin, name), scope)
    const twice = texts.find((text, index) => texts.indexOf(text) !== index)
    if (twice !== undefined)
      scope.report('duplicate-name', inside(origin, name), { what: `values of the axis '${name}'`, name: twice })
    return { name, values: texts }
  })
  const [exclude, include] = [rows(options.exclude), rows(options.include)]
  for (const row of exclude) {
    for (const [key, value] of Object.entries(row)) {
      if (!axes.find((axis) => axis.name === key)?.values.includes(value))
        scope.report('matrix-exclude', inside(origin, 'exclude'), { key, value })
    }
  }
  const cells = complete(combine(axes, exclude, include))
  if (cells.length === 0) {
    const empty = axes.find((axis) => axis.values.length === 0)
    scope.report('empty-matrix', origin, {
      job,
      why: empty === undefined ? 'everything is excluded' : `the axis '${empty.name}' has no value`,
    })
  }
  const maxParallel = options.maxParallel ?? null
  if (maxParallel !== null && !(Number.isInteger(maxParallel) && maxParallel >= 1)) {
    scope.report('bad-value', inside(origin, 'maxParallel'), {
      what: 'maxParallel',
      value: String(maxParallel),
      expected: 'a whole number from 1',
    })
  }
  return { axes, exclude, include, cells, failFast: options.failFast ?? failFast, maxParallel, origin }
}

/** Whether a value was made by `matrix`. */
export function isMatrix(spec: unknown): spec is MatrixValue<Axes> {
  return typeof spec === 'object' && spec !== null && 'kind' in spec && spec.kind === 'matrix' && 'axes' in spec
}

/** The names that cells have. */
export function matrixKeys(spec: Axes | MatrixValue<Axes> | undefined): readonly string[] {
  if (spec === undefined || spec === null || typeof spec !== 'object') return []
  const include = isMatrix(spec) ? ((spec.spec as MatrixSpec<Axes, string>).include ?? []) : []
  return [
    ...new Set([...Object.keys(isMatrix(spec) ? spec.axes : spec), ...include.flatMap((row) => Object.keys(row))]),
  ]
}

/** The cells: all combinations, less the excluded, with the included rows worked in. */
export function combine(axes: Matrix['axes'], exclude: readonly Cell[], include: readonly Cell[]): readonly Cell[] {
  const crossed = axes.reduce<readonly Cell[]>(
    (cells, axis) => cells.flatMap((cell) => axis.values.map((value) => ({ ...cell, [axis.name]: value }))),
    axes.length === 0 ? [] : [{}],
  )
  const kept = crossed.filter((cell) => !exclude.some((row) => agrees(row, cell, Object.keys(row))))
  const names = axes.map((axis) => axis.name)
  const cells: Cell[] = [...kept]
  const further: Cell[] = []
  for (const row of include) {
    const shared = names.filter((name) => name in row)
    const hits = kept
      .map((original, index) => ({ original, index }))
      .filter(({ original }) => agrees(row, original, shared))
    for (const { index } of hits) cells[index] = { ...cells[index], ...row }
    if (hits.length === 0) further.push(row)
  }
  return [...cells, ...further]
}

function complete(cells: readonly Cell[]): readonly Cell[] {
  const keys = [...new Set(cells.flatMap((cell) => Object.keys(cell)))]
  return cells.map((cell) => Object.fromEntries(keys.map((key) => [key, cell[key] ?? ''])))
}

function agrees(row: Cell, cell: Cell, keys: readonly string[]): boolean {
  return keys.every((key) => row[key] === cell[key])
}

function rows(specs: readonly object[] | undefined): readonly Cell[] {
  return (specs ?? []).map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)])))
}
