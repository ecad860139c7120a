import type { RawPatch } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { mapOf } from './source.ts'

/** Patches with a further one, which was made for what the earlier ones had made. */
export function joined(raw: readonly RawPatch[], patch: object, origin: Origin): readonly RawPatch[] {
  const [first] = raw
  if (Object.keys(patch).length === 0) return raw
  const made = composed(first?.patch ?? {}, patch) as RawPatch['patch']
  return [{ vendor: 'github', patch: made, origin: first?.origin ?? origin }]
}

function composed(earlier: unknown, later: unknown): unknown {
  const [one, other] = [mapOf(earlier), mapOf(later)]
  if (one === undefined || other === undefined) return later
  const made: Record<string, unknown> = { ...one }
  for (const [key, value] of Object.entries(other)) made[key] = key in one ? composed(one[key], value) : value
  return made
}
