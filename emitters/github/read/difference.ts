import { patchOf as patch } from '../../../src/read/patch.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap } from '../../../src/yaml/look.ts'
import { mapOf, wordOf } from './source.ts'

/** Whether two normal forms say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
}

/** The patch that makes one value of another: keys that are not wanted are taken out by null. */
export function patchOf(
  written: unknown,
  wanted: unknown,
  same: (one: unknown, other: unknown) => boolean = isSame,
): unknown {
  if (wanted === null) return {}
  const isKept = (from: unknown, to: unknown): boolean => from !== undefined && same(from, to)
  return patch(written as Data, wanted as Data, { isSame: isKept, fill: filled })
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
function filled(value: Data): Data {
  if (value === null) return {}
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, filled(entry)])) : value
}

/** The keys in which two mappings of normal forms differ. */
export function differingKeys(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => !isSame(one[key], other[key]))
}
