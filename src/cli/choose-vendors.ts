import { vendors } from '../../emitters/index.ts'
import { near } from '../near.ts'
import type { Vendor } from '../vendor.ts'

const registry: Readonly<Record<string, Vendor>> = vendors

/** The vendors that `--to` names, in the order of the tables, or the words for a name that is none of theirs; empty: all. */
export function chooseVendors(lists: readonly string[]): readonly Vendor[] | string {
  const ids = new Set(
    lists
      .flatMap((list) => list.split(','))
      .map((id) => id.trim())
      .filter((id) => id !== ''),
  )
  for (const id of ids) {
    if (Object.hasOwn(registry, id)) continue
    const known = Object.keys(registry)
    const meant = near(id, known)
    return `there is no vendor '${id}'; ${meant === undefined ? `the vendors are ${known.join(', ')}` : `did you mean '${meant}'?`}`
  }
  const all = Object.values(registry)
  return ids.size === 0 ? all : all.filter((vendor) => ids.has(vendor.id))
}
