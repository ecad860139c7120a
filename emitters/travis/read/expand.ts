import type { Cursor } from '../../../src/read/cursor.ts'
import { itemsOf, type RawJob } from './context.ts'
import { rowsOf } from './env.ts'
import { expandKeys } from './languages.ts'

const aside = new Set([
  'jobs',
  'matrix',
  'import',
  'stages',
  'notifications',
  'version',
  'conditions',
  'if',
  'branches',
])

/**
 * The jobs of a build: the matrix, less what is excluded, and those that are listed; by the rules of
 * https://docs.travis-ci.com/user/build-matrix/ and the order in which Travis applies them.
 */
export function expand(root: Cursor): readonly RawJob[] {
  const matrix = root.look('jobs') ?? root.look('matrix')
  const included =
    matrix?.kind === 'map' ? itemsOf(matrix.look('include')) : matrix?.kind === 'list' ? itemsOf(matrix) : []
  const keys = expandKeys.filter((key) => root.look(key) !== undefined)
  const shared = new Map(
    root.keys.flatMap((key) => {
      const value = root.look(key)
      return value === undefined || expandKeys.includes(key) || aside.has(key) ? [] : [[key, value] as const]
    }),
  )
  const values = keys.map((key) => {
    const value = root.look(key)
    return [key, key === 'env' ? rowsOf(value) : itemsOf(value)] as const
  })
  const spanning = values.filter(([, items]) => items.length > 0)
  const crossed = spanning.reduce<readonly ReadonlyMap<string, Cursor>[]>(
    (jobs, [key, items]) => jobs.flatMap((job) => items.map((item) => new Map([...job, [key, item]]))),
    [new Map()],
  )
  const isSingle = crossed.length === 1 && spanning.every(([, items]) => items.length === 1)
  const first = new Map(spanning.flatMap(([key, [item]]) => (item === undefined ? [] : [[key, item] as const])))
  const listed = included
    .filter((job) => job.kind === 'map')
    .map((job): RawJob => {
      const own = new Map(
        job.keys.flatMap((key) => {
          const value = job.look(key)
          return value === undefined ? [] : [[key, value] as const]
        }),
      )
      const axes = new Map([...first].filter(([key]) => key !== 'env' || own.get('env') === undefined))
      for (const [key, value] of own) if (expandKeys.includes(key)) axes.set(key, itemsOf(value)[0] ?? value)
      // A job of the list may set variables in any form, which all hold.
      const env = own.get('env')
      if (env !== undefined) axes.set('env', env)
      return { keys: new Map([...shared, ...own]), axes, included: job }
    })
  // One combination beside listed jobs is only what those have in common.
  const made = isSingle && listed.length > 0 ? [] : crossed
  const excluded = matrix?.kind === 'map' ? itemsOf(matrix.look('exclude')) : []
  return [...made.map((axes): RawJob => ({ keys: shared, axes, included: undefined })), ...listed].filter(
    (job) => !excluded.some((row) => row.kind === 'map' && fits(row, job)),
  )
}

/** Whether all that a row of `exclude` or `allow_failures` names is so in a job. */
export function fits(row: Cursor, job: RawJob): boolean {
  return row.keys
    .filter((key) => key !== 'if')
    .every((key) => {
      const wanted = row.look(key)
      const value = job.axes.get(key) ?? job.keys.get(key)
      if (key === 'stage' && value === undefined) return wanted?.text()?.toLowerCase() === 'test'
      return value !== undefined && wanted !== undefined && textOf(value) === textOf(wanted)
    })
}

function textOf(cursor: Cursor): string {
  const items = cursor.kind === 'list' ? itemsOf(cursor) : [cursor]
  return items.map((item) => (item.kind === 'scalar' ? item.source : JSON.stringify(item.data))).join('\n')
}
