import type { Data, DataMap } from '../../../../src/yaml/data.ts'
import { type ReadMatrix, readMatrix } from '../matrix.ts'
import { mapOf } from '../source.ts'

/** The strategy of a job that takes the place of a call: that of either, or all combinations of both. */
export function strategyOf(call: DataMap, job: DataMap, tell: (why: string) => void): DataMap {
  const strategy = call.strategy ?? job.strategy
  if (strategy === undefined) return {}
  if (call.strategy === undefined || job.strategy === undefined) return { strategy }
  const both = crossed(mapOf(call.strategy) ?? {}, mapOf(job.strategy) ?? {})
  if (both === undefined) tell('it has a matrix, and so has one of its jobs')
  return { strategy: both ?? strategy }
}

function crossed(one: DataMap, other: DataMap): DataMap | undefined {
  const [outer, inner] = [readMatrix(one), readMatrix(other)]
  if (!isKnown(outer) || !isKnown(inner)) return undefined
  const names = new Set(outer.cells.flatMap((cell) => Object.keys(cell)))
  if (inner.cells.some((cell) => Object.keys(cell).some((name) => names.has(name)))) return undefined
  if ((one['fail-fast'] ?? true) !== (other['fail-fast'] ?? true)) return undefined
  if (one['max-parallel'] !== undefined || other['max-parallel'] !== undefined) return undefined
  const matrix =
    isPlain(outer) && isPlain(inner)
      ? { ...mapOf(one.matrix), ...mapOf(other.matrix) }
      : { include: outer.cells.flatMap((cell) => inner.cells.map((more) => ({ ...cell, ...more }) as Data)) }
  return { ...other, matrix }
}

function isKnown(matrix: ReadMatrix | null | undefined): matrix is ReadMatrix {
  return matrix !== null && matrix !== undefined
}

// Nothing but lists of values.
function isPlain({ include, exclude }: ReadMatrix): boolean {
  return include.length + exclude.length === 0
}
