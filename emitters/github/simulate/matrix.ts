import type { Data } from '../../../src/yaml/data.ts'
import { isMap, listOf } from '../../../src/yaml/look.ts'
import { type Contexts, fillIn, plainOf, resultOf, wholeExpression } from './expression.ts'

/** One combination: names and values as they are in the file, numbers and lists among them. */
export type Combination = Readonly<Record<string, unknown>>

/**
 * The combinations of a matrix; undefined where they are known only when the job runs.
 *
 * @see https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
 */
export function combinationsOf(matrix: Data | undefined, contexts: Contexts): readonly Combination[] | undefined {
  const filled = filledIn(matrix, contexts)
  if (typeof filled !== 'object' || filled === null || Array.isArray(filled)) return undefined
  const { include = [], exclude = [], ...axes } = filled as Readonly<Record<string, unknown>>
  const lists = Object.entries(axes)
  if (![include, exclude, ...lists.map(([, list]) => list)].every(Array.isArray)) return undefined
  const names = lists.map(([name]) => name)
  const crossed = lists.reduce<readonly Combination[]>(
    (rows, [name, list]) =>
      rows.flatMap((row) => (list as readonly unknown[]).map((value) => ({ ...row, [name]: value }))),
    lists.length === 0 ? [] : [{}],
  )
  const kept = crossed.filter((row) => !rowsOf(exclude).some((out) => agrees(out, row, Object.keys(out))))
  return included(kept, rowsOf(include), names)
}

// A row adds to the combinations that it agrees with on the axes, and never changes what was there; else it is one itself.
function included(
  kept: readonly Combination[],
  include: readonly Combination[],
  names: readonly string[],
): readonly Combination[] {
  const made: Combination[] = [...kept]
  for (const row of include) {
    const shared = names.filter((name) => name in row)
    const more = Object.entries(row).filter(([name]) => !names.includes(name))
    const hits = kept.flatMap((one, index) => (agrees(row, one, shared) ? [index] : []))
    for (const index of hits) made[index] = { ...made[index], ...Object.fromEntries(more) }
    if (hits.length === 0) made.push(Object.fromEntries([...shared.map((name) => [name, row[name]]), ...more]))
  }
  return made
}

/** The name of a job, or of one run of a matrix job: the values of the combination follow in parentheses. */
export function runName(id: string, combination: Combination | undefined): string {
  const values = Object.values(combination ?? {}).flatMap(leaves)
  return values.length === 0 ? id : `${id} (${values.join(', ')})`
}

function leaves(value: unknown): readonly string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves)
  return value === null || value === undefined || value === '' ? [] : [String(value)]
}

function rowsOf(value: unknown): readonly Combination[] {
  return (value as readonly unknown[]).filter(
    (row): row is Combination => typeof row === 'object' && row !== null && !Array.isArray(row),
  )
}

function agrees(row: Combination, other: Combination, names: readonly string[]): boolean {
  return names.every((name) => same(row[name], other[name]))
}

// Texts compare without regard to case, here as in all expressions.
function same(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object')
    return String(one).toLowerCase() === String(other).toLowerCase()
  return JSON.stringify(one)?.toLowerCase() === JSON.stringify(other)?.toLowerCase()
}

function filledIn(value: Data | undefined, contexts: Contexts): unknown {
  if (typeof value === 'string') {
    const whole = wholeExpression(value)
    if (whole === undefined) return fillIn(value, contexts)
    const result = resultOf(whole, contexts)
    return result === undefined ? undefined : plainOf(result)
  }
  if (Array.isArray(value)) return listOf(value).map((item) => filledIn(item, contexts))
  if (!isMap(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filledIn(item, contexts)]))
}
