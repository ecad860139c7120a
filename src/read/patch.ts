import { type Data, isTagged } from '../yaml/data.ts'
import { isMap } from '../yaml/look.ts'

/** The raw patch that makes one value of another: null takes out what is not wanted, and lists are replaced whole. */
export function patchOf(from: Data | undefined, to: Data | undefined): Data {
  if (to === undefined || to === null) return null
  if (!isMap(from) || !isMap(to)) return filled(to)
  const gone = Object.keys(from).filter((key) => !Object.hasOwn(to, key))
  return Object.fromEntries([
    ...gone.map((key) => [key, null] as const),
    ...Object.entries(to).map(
      ([key, value]) => [key, Object.hasOwn(from, key) ? patchOf(from[key], value) : filled(value)] as const,
    ),
  ])
}

/** A value without null in it, which in a raw patch takes a key out; a tagged one under its tag as the only key. */
export function filled(value: Data): Data {
  if (value === null) return ''
  if (isTagged(value)) return { [value.tag]: filled(value.value) }
  if (Array.isArray(value)) return (value as readonly Data[]).map(filled)
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)])) : value
}
