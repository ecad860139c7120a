import type { Environment, Lock } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import type { Known } from './known.ts'
import { isApproval } from './own-steps.ts'
import { listOf, mapOf, type Source, wordOf } from './source.ts'
import { readText } from './value.ts'

/** Where a job deploys to; null where its name is known to this vendor alone. */
export function readEnvironment(data: DataMap, job: string, known: Known, { at }: Source): Environment | null {
  const value = data.environment
  const map = mapOf(value)
  const name = readText(map?.name ?? wordOf(value), known, ['context', 'matrix', 'input'])
  if (name === undefined || name.length === 0) return null
  const url = readText(map?.url, known, ['context', 'matrix', 'output', 'input', 'payload'])
  return {
    name,
    url: url === undefined || url.length === 0 ? null : url,
    approval: listOf(data.steps).some((step) => isApproval(mapOf(step) ?? {})) ? 'manual' : 'none',
    tier: null,
    origin: at(['jobs', job, 'environment']),
  }
}

/** What a job holds alone; null where a newer run would cancel it, or drop the one that waits. */
export function readLock(value: unknown, job: string, known: Known, { at }: Source): Lock | null {
  const map = mapOf(value)
  if (map?.queue !== 'max') return null
  const name = readText(map.group, known, ['context', 'matrix', 'input'])
  return name === undefined || name.length === 0 ? null : { name, origin: at(['jobs', job, 'concurrency']) }
}
