import type { Data } from '../../../src/yaml/data.ts'
import { isMap } from '../../../src/yaml/look.ts'

/** The parts of a value that a raw patch says, as paths from it: the whole value, unless the patch changes entries of it. */
export function rawParts(value: Data, patch: unknown): readonly (readonly string[])[] {
  if (!isMap(value) || typeof patch !== 'object' || patch === null || Array.isArray(patch)) return [[]]
  const entries = Object.entries(patch).filter(([key]) => Object.hasOwn(value, key))
  return entries.flatMap(([key, inner]) => rawParts(value[key] ?? null, inner).map((path) => [key, ...path]))
}
