import { type Data, type DataMap, isTagged } from './data.ts'

const nothing: DataMap = Object.freeze(Object.create(null) as DataMap)

/** A value as a mapping; an empty one where it is something else. */
export function mapOf(value: Data | undefined): DataMap {
  return isMap(value) ? value : nothing
}

/** The items of a list; any other value is the only one, and null is none. */
export function listOf(value: Data | undefined): readonly Data[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? (value as readonly Data[]) : [value]
}

/** A scalar as text; undefined where it is something else. */
export function textOf(value: Data | undefined): string | undefined {
  return typeof value === 'string' ? value : scalar(value) ? String(value) : undefined
}

/** The scalars of a list as texts. */
export function textsOf(value: Data | undefined): readonly string[] {
  return listOf(value).flatMap((item) => textOf(item) ?? [])
}

/** Whether a value is a mapping. */
export function isMap(value: Data | undefined): value is DataMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isTagged(value)
}

function scalar(value: Data | undefined): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean'
}
