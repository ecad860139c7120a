import type { Cell, Matrix } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, type Source, wordOf } from './source.ts'
import { hasExpression } from './template.ts'

type Row = Readonly<Record<string, unknown>>

/** A matrix as the file has it, worked out. */
export interface ReadMatrix {
  readonly axes: readonly { readonly name: string; readonly values: readonly unknown[] }[]
  readonly exclude: readonly Row[]
  readonly include: readonly Row[]
  /** The combinations; values are what the file has, so that truths and numbers can be told from texts. */
  readonly cells: readonly Row[]
}

/** The combinations of a job: undefined where they are known only when it runs, null where there are none. */
export function readMatrix(strategy: DataMap | undefined): ReadMatrix | null | undefined {
  if (strategy?.matrix === undefined || strategy.matrix === null) return null
  const matrix = mapOf(strategy.matrix)
  if (matrix === undefined) return undefined
  const { include: more, exclude: less, ...rest } = matrix
  const axes = Object.entries(rest).map(([name, values]) => ({ name, values: values as readonly unknown[] }))
  const [include, exclude] = [rowsOf(more), rowsOf(less)]
  if (include === undefined || exclude === undefined) return undefined
  if (!axes.every(({ values }) => Array.isArray(values) && values.length > 0 && values.every(isValue))) return undefined
  const objects = new Set(axes.flatMap(({ name, values }) => (values.every(isPlain) ? [] : [name])))
  if (!include.every((row) => Object.entries(row).every(([key, value]) => isValue(value) && !objects.has(key))))
    return undefined
  if (!exclude.every((row) => Object.entries(row).every(([key, value]) => isPlain(value) && !objects.has(key))))
    return undefined
  return { axes, exclude, include, cells: combine(axes, exclude, include) }
}

/**
 * The matrix as that of a pipeline; null where it has no portable form. An object becomes a word that names it, and a
 * value with a name of its own for each of its parts. `deploys`: whether the job acts on an environment.
 */
export function toMatrix(
  whole: ReadMatrix,
  strategy: DataMap,
  index: string,
  { at }: Source,
  deploys: boolean,
): Matrix | null {
  const read = flat(whole)
  const keys = [...new Set([...read.axes.map(({ name }) => name), ...read.include.flatMap(Object.keys)])]
  const parallel = strategy['max-parallel']
  const axes = read.axes.map(({ name, values }) => ({ name, values: values.map(textOf) }))
  const isFair =
    read.cells.length > 0 &&
    read.cells.length === whole.cells.length &&
    keys.every((key) => /^[A-Za-z_][\w-]*$/.test(key) && key !== '__proto__') &&
    read.axes.every(({ values }) => new Set(values.map(textOf)).size === values.length)
  if (!isFair) return null
  const cell = (row: Row): Cell => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, textOf(value)]))
  const known = (row: Cell): boolean =>
    Object.entries(row).every(([key, value]) => axes.some((axis) => axis.name === key && axis.values.includes(value)))
  const cells = combine(axes, read.exclude, read.include).map(cell)
  return {
    axes,
    // What names no value of an axis leaves nothing out.
    exclude: read.exclude.map(cell).filter(known),
    include: read.include.map(cell),
    cells: complete(cells),
    // What no file says is a habit of this vendor, which others need not learn.
    failFast: strategy['fail-fast'] === undefined ? deploys || null : strategy['fail-fast'] === true,
    maxParallel: typeof parallel === 'number' && Number.isInteger(parallel) && parallel > 0 ? parallel : null,
    origin: at(['jobs', index, 'strategy', 'matrix']),
  }
}

/** The name that a part of an object of the matrix has in a pipeline. */
export function partName(key: string, part: string): string {
  return `${key}-${part}`
}

function flat(read: ReadMatrix): ReadMatrix {
  const labels = new Map(read.axes.map(({ name, values }) => [name, labelsOf(values)]))
  const axes = read.axes.map(({ name, values }) => ({ name, values: labels.get(name) ?? values }))
  const rows = read.axes.flatMap(({ name, values }) =>
    values.flatMap((value, index) => {
      const parts = partsOf(name, value)
      return parts === undefined ? [] : [{ [name]: labels.get(name)?.[index] ?? '', ...parts }]
    }),
  )
  const more = read.include.map((row) =>
    Object.assign({}, ...Object.entries(row).map(([key, value]) => partsOf(key, value) ?? { [key]: value })),
  )
  if (
    rows.length === 0 &&
    more.every((row, index) => Object.keys(row).join() === Object.keys(read.include[index] ?? {}).join())
  )
    return read
  const include = [...rows, ...more]
  return { axes, exclude: read.exclude, include, cells: combine(axes, read.exclude, include) }
}

// Its own name, or the first value that tells it from the others.
function labelsOf(values: readonly unknown[]): readonly unknown[] {
  const objects = values.map((value) => mapOf(value))
  const keys = ['name', 'id', ...Object.keys(objects[0] ?? {})]
  const key = keys.find((name) => {
    const words = objects.map((one, index) => textOf(one === undefined ? values[index] : one[name]))
    return new Set(words).size === words.length && !words.includes('')
  })
  return objects.map((one, index) =>
    one === undefined ? values[index] : key === undefined ? `${index + 1}` : one[key],
  )
}

function partsOf(key: string, value: unknown): Row | undefined {
  const parts = mapOf(value)
  if (parts === undefined) return undefined
  return Object.fromEntries(
    Object.entries(parts).flatMap(([part, entry]) => (isPlain(entry) ? [[partName(key, part), entry]] : [])),
  )
}

// Every cell has every key.
function complete(cells: readonly Cell[]): readonly Cell[] {
  const keys = [...new Set(cells.flatMap((cell) => Object.keys(cell)))]
  return cells.map((cell) => Object.fromEntries(keys.map((key) => [key, cell[key] ?? ''])))
}

/**
 * The cells that the vendor makes: all combinations but the excluded; a row of `include` adds to every combination
 * whose values it leaves as they are, or stands alone.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrixinclude
 */
function combine(axes: ReadMatrix['axes'], exclude: readonly Row[], include: readonly Row[]): readonly Row[] {
  const crossed = axes.reduce<readonly Row[]>(
    (cells, axis) => cells.flatMap((cell) => axis.values.map((value) => ({ ...cell, [axis.name]: value }))),
    axes.length === 0 ? [] : [{}],
  )
  const kept = crossed.filter((cell) => !exclude.some((row) => agrees(row, cell, Object.keys(row))))
  const made = [...kept]
  const alone: Row[] = []
  for (const row of include) {
    const shared = axes.map((axis) => axis.name).filter((name) => name in row)
    const hits = kept.flatMap((cell, index) => (agrees(row, cell, shared) ? [index] : []))
    for (const index of hits) made[index] = { ...made[index], ...row }
    if (hits.length === 0) alone.push(row)
  }
  return [...made, ...alone]
}

function agrees(row: Row, cell: Row, keys: readonly string[]): boolean {
  return keys.every((key) => textOf(row[key] ?? '').toLowerCase() === textOf(cell[key] ?? '').toLowerCase())
}

function rowsOf(value: unknown): readonly Row[] | undefined {
  if (value === undefined || value === null) return []
  const rows = Array.isArray(value) ? listOf(value).map(mapOf) : [undefined]
  return rows.includes(undefined) ? undefined : (rows as readonly Row[])
}

function isValue(value: unknown): boolean {
  const parts = mapOf(value)
  return parts === undefined ? isPlain(value) : !hasExpression(JSON.stringify(parts))
}

function isPlain(value: unknown): boolean {
  const word = wordOf(value)
  return value === null || (word !== undefined && !hasExpression(word))
}

function textOf(value: unknown): string {
  return wordOf(value) ?? ''
}
