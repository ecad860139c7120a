import type { Data, DataMap } from '../yaml/data.ts'

/** A part of a file that is not the same when the file is written again. */
export interface Difference {
  readonly path: readonly (string | number)[]
  /** undefined: it was not there. */
  readonly was: Data | undefined
  /** undefined: it is not there any more. */
  readonly is: Data | undefined
}

/** The differences of two values, as deep inside as they can be told. */
export function compare(was: Data | undefined, is: Data | undefined): readonly Difference[] {
  const found: Difference[] = []
  const visit = (one: Data | undefined, other: Data | undefined, path: Difference['path']): void => {
    if (one === other) return
    if (isMap(one) && isMap(other)) {
      for (const key of new Set([...Object.keys(one), ...Object.keys(other)]))
        visit(entryOf(one, key), entryOf(other, key), [...path, key])
    } else if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
      for (const [index, item] of one.entries()) visit(item, other[index], [...path, index])
    } else if (Array.isArray(one) && Array.isArray(other)) {
      found.push(...lists(one, other, path))
    } else found.push({ path, was: one, is: other })
  }
  visit(was, is, [])
  return found
}

// Of lists of unlike length, the items that the other one does not have.
function lists(one: readonly Data[], other: readonly Data[], path: Difference['path']): readonly Difference[] {
  const [own, others] = [one.map(key), other.map(key)]
  const gone = missing(one, own, others).map(([index, item]) => ({ path: [...path, index], was: item, is: undefined }))
  const made = missing(other, others, own).map(([index, item]) => ({
    path: [...path, index],
    was: undefined,
    is: item,
  }))
  return gone.length + made.length === 0 ? [{ path, was: one, is: other }] : [...gone, ...made]
}

function missing(
  items: readonly Data[],
  keys: readonly string[],
  among: readonly string[],
): readonly (readonly [number, Data])[] {
  const left = new Map<string, number>()
  for (const one of among) left.set(one, (left.get(one) ?? 0) + 1)
  return items.flatMap((item, index) => {
    const name = keys[index] ?? ''
    const count = left.get(name) ?? 0
    left.set(name, count - 1)
    return count > 0 ? [] : [[index, item] as const]
  })
}

function key(value: Data): string {
  return JSON.stringify(value) ?? ''
}

function entryOf(map: DataMap, name: string): Data | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined
}

function isMap(value: Data | undefined): value is DataMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
