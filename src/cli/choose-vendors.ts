import { sources, vendors } from '../../emitters/index.ts'
import type { Pipeline } from '../ir.ts'
import { near } from '../near.ts'
import { withRecipes } from '../recipes.ts'
import type { Source, Vendor } from '../vendor.ts'

const registry: Readonly<Record<string, Vendor>> = vendors
const others: Readonly<Record<string, Source>> = sources

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
    const only = others[id]
    return only === undefined ? unknown(id, known) : `${only.title} can be imported from, and not written for`
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

/** Stories as vendors get them: steps of one of them with what the others run in their place. */
export function forVendors(pipelines: readonly Pipeline[], wanted: readonly Vendor[]): Promise<readonly Pipeline[]> {
  const ids = wanted.map(({ id }) => id)
  return Promise.all(pipelines.map((pipeline) => withRecipes(pipeline, ids, registry)))
}

/** Whose files `id` names, of a vendor that is written for or of one that is not, or the words for a name of neither. */
export function chooseSource(id: string): Source | string {
  const vendor = registry[id]
  if (vendor === undefined) return others[id] ?? unknown(id, [...Object.keys(registry), ...Object.keys(others)])
  const { title, owns, readBy } = vendor
  if (readBy === undefined) return vendor
  if (typeof readBy !== 'string') return `nothing of ${title} can be imported: ${readBy.why}`
  const reader = registry[readBy]
  return reader === undefined ? vendor : { ...reader, owns: (path) => reader.owns(path) || owns(path) }
}

/** All whose files can be imported. */
export function allSources(): readonly Source[] {
  return [...Object.values(registry), ...Object.values(others)].filter(({ read }) => read !== undefined)
}

/** All that stories can be written for. */
export function allTargets(): readonly Vendor[] {
  return Object.values(registry)
}

/** Whether stories can be written for whoever files are of. */
export function isTarget(source: Source): source is Vendor {
  return Object.hasOwn(registry, source.id)
}

function unknown(id: string, known: readonly string[]): string {
  const meant = near(id, known)
  return `there is no vendor '${id}'; ${meant === undefined ? `the vendors are ${known.join(', ')}` : `did you mean '${meant}'?`}`
}
