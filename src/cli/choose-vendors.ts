import { vendors } from '../../emitters/index.ts'
import { near } from '../near.ts'
import type { Vendor } from '../vendor.ts'

const registry: Readonly<Record<string, Vendor>> = vendors

/** The ids that `--to` names, in the order of the tables, or the words for a name that is none of theirs; empty: all. */
export function chooseIds(lists: readonly string[]): readonly string[] | string {
  const ids = new Set(
    lists
      .flatMap((list) => list.split(','))
      .map((id) => id.trim())
      .filter((id) => id !== ''),
  )
  const known = Object.keys(registry)
  for (const id of ids) {
    if (known.includes(id)) continue
    const meant = near(id, known)
    return `there is no vendor '${id}'; ${meant === undefined ? `the vendors are ${known.join(', ')}` : `did you mean '${meant}'?`}`
  }
  return ids.size === 0 ? known : known.filter((id) => ids.has(id))
}

/** The vendors that `--to` names, as `chooseIds` does. */
export function chooseVendors(lists: readonly string[]): readonly Vendor[] | string {
  const ids = chooseIds(lists)
  return typeof ids === 'string' ? ids : vendorsOf(ids)
}

/** The vendors of ids. Each vendor is loaded when it is first asked for, so no more of them are than a run needs. */
export function vendorsOf(ids: readonly string[]): readonly Vendor[] {
  return ids.flatMap((id) => registry[id] ?? [])
}
