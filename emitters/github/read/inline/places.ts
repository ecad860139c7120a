import type { OpenDocument } from '../../../../src/read/open.ts'
import type { Path } from '../../../../src/yaml/find.ts'
import { mapOf } from '../source.ts'

/** Where a part of a workflow stands that was put together from several files. */
export interface Place {
  readonly document: OpenDocument
  readonly path: Path
}

/** The places of the parts that were moved or made; all others stand where what holds them says. */
export type Places = WeakMap<object, Place>

/** The place of a part of a workflow that was put together. */
export function placeOf(root: object, path: Path, places: Places, start: Place): Place {
  let value: unknown = root
  let place = places.get(root) ?? start
  for (const key of path) {
    value = Array.isArray(value) ? value[Number(key)] : mapOf(value)?.[key]
    const own = typeof value === 'object' && value !== null ? places.get(value) : undefined
    place = own ?? { document: place.document, path: [...place.path, key] }
  }
  return place
}

/** Gives a part a place, or the place of what it was made from. */
export function placed<Part extends object>(part: Part, place: Place | undefined, places: Places): Part {
  if (place !== undefined) places.set(part, place)
  return part
}

/** Gives the jobs, the steps and their parts the places that they have in their file. */
export function placeAll(value: unknown, place: Place, places: Places): void {
  if (typeof value !== 'object' || value === null) return
  places.set(value, place)
  for (const [key, inner] of Object.entries(value))
    placeAll(
      inner,
      { document: place.document, path: [...place.path, Array.isArray(value) ? Number(key) : key] },
      places,
    )
}
