import { type Data, isTagged } from '../yaml/data.ts'
import { isMap } from '../yaml/look.ts'

/** What a patch of values counts as the same, and how it writes a value that holds null. */
export interface PatchStyle {
  readonly isSame?: (from: Data | undefined, to: Data) => boolean
  readonly fill?: (value: Data) => Data
}

/** The raw patch that makes one value of another: null takes out what is not wanted, and lists are replaced whole. */
export function patchOf(from: Data | undefined, to: Data | undefined, style: PatchStyle = {}): Data {
  const { isSame = isEqual, fill = filled } = style
  if (to === undefined || to === null) return null
  if (!isMap(from) || !isMap(to)) return fill(to)
  const gone = Object.keys(from).filter((key) => !Object.hasOwn(to, key))
  return Object.fromEntries([
    ...gone.map((key) => [key, null] as const),
    ...Object.entries(to).flatMap(([key, value]) => {
      if (isSame(from[key], value)) return []
      const isMended = Object.hasOwn(from, key) && value !== null
      return [[key, isMended ? patchOf(from[key], value, style) : fill(value)] as const]
    }),
  ])
}

function isEqual(from: Data | undefined, to: Data): boolean {
  return JSON.stringify(from) === JSON.stringify(to)
}

/** A value without null in it, which in a raw patch takes a key out; a tagged one under its tag as the only key. */
export function filled(value: Data): Data {
  if (value === null) return ''
  if (isTagged(value)) return { [value.tag]: filled(value.value) }
  if (Array.isArray(value)) return (value as readonly Data[]).map(filled)
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)])) : value
}
