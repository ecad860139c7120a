import { mapOf, wordOf } from './source.ts'

/** Whether two normal forms say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
}

/** The patch that makes one value of another: keys that are not wanted are taken out by null. */
export function patchOf(
  written: unknown,
  wanted: unknown,
  same: (one: unknown, other: unknown) => boolean = isSame,
): unknown {
  if (wanted === undefined) return null
  const [from, to] = [mapOf(written), mapOf(wanted)]
  if (from === undefined || to === undefined || Array.isArray(written)) return filled(wanted)
  const patch: Record<string, unknown> = {}
  for (const key of Object.keys(from)) if (!(key in to)) patch[key] = null
  for (const [key, value] of Object.entries(to)) {
    if (value === null) {
      if (from[key] !== null) patch[key] = {}
    } else if (!same(from[key], value)) patch[key] = key in from ? patchOf(from[key], value, same) : filled(value)
  }
  return patch
}

/** Whether two values say the same as texts. */
export function isAlike(one: unknown, other: unknown): boolean {
  return isSame(asTexts(one), asTexts(other))
}

function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts)
  const map = mapOf(value)
  if (map === undefined) return wordOf(value) ?? null
  return Object.fromEntries(Object.entries(map).map(([key, entry]) => [key, asTexts(entry)]))
}

/** A value without null in it, which takes out what it stands for: an empty mapping says the same. */
export function filled(value: unknown): unknown {
  if (value === null) return {}
  if (Array.isArray(value)) return value
  const map = mapOf(value)
  return map === undefined ? value : Object.fromEntries(Object.entries(map).map(([key, entry]) => [key, filled(entry)]))
}

/** The keys in which two mappings of normal forms differ. */
export function differingKeys(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => !isSame(one[key], other[key]))
}
