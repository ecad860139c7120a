import { each, faultIf, resultsIn, twice } from './scene.ts'

/** Rules about the runs of one task. */
export const matrixRules = {
  'matrix-size': each((entry) => {
    const { matrix } = entry.task
    if (matrix === undefined) return []
    const product = (matrix.params ?? []).reduce(
      (count, { value }) => count * (typeof value === 'string' ? 1 : value.length),
      1,
    )
    const count = matrix.params === undefined ? (matrix.include ?? []).length : product
    return faultIf(count > 256, entry, ['matrix'], 'has more than 256 combinations')
  }),
  'matrix-unique': each((entry) =>
    faultIf(
      twice((entry.task.matrix?.params ?? []).map(({ name }) => name)).length > 0,
      entry,
      ['matrix', 'params'],
      'must have unique names',
    ),
  ),
  'matrix-or-params': each((entry) => {
    const names = new Set((entry.task.params ?? []).map(({ name }) => name))
    const own = [
      ...(entry.task.matrix?.params ?? []),
      ...(entry.task.matrix?.include ?? []).flatMap((row) => row.params ?? []),
    ]
    return faultIf(
      own.some(({ name }) => names.has(name)),
      entry,
      ['matrix'],
      'has a name that stands in params too',
    )
  }),
  'matrix-results': each((entry, { named }) => {
    const read = resultsIn([entry.task.params, entry.task.when])
    return faultIf(
      read.some(({ task, star }) => named.get(task)?.matrix !== undefined && !star),
      entry,
      [],
      'reads one result of a task with a matrix; they come as a list alone',
    )
  }),
} as const
