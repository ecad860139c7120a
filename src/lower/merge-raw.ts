import type { Report } from '../diagnostics.ts'
import { annotate, isAnnotated, type Yaml, type YamlMap } from '../document.ts'
import type { RawPatch } from '../ir.ts'

/** A vendor, as raw patches and findings name it. */
export interface PatchedVendor {
  readonly id: string
  readonly title: string
}

/**
 * Merges the raw patches that a story has for a vendor into what they are for: mappings key by key, all else as a whole;
 * `null` takes a key out, and a mapping with one key `!tag` is the value under that tag. What a patch takes out in vain is told, below `address`.
 */
export function mergeRaw<T extends object>(
  node: T,
  patches: readonly RawPatch[],
  vendor: PatchedVendor,
  report: Report,
  address: readonly string[] = [],
): T {
  let made: object = node
  for (const { vendor: id, patch, origin } of patches)
    if (id === vendor.id)
      made = merge(made as YamlMap, patch, address, (gone) =>
        report('raw-address', origin, { vendor: vendor.title, address: gone.join('.') }),
      )
  return made as T
}

function merge(
  node: YamlMap,
  patch: Readonly<Record<string, unknown>>,
  address: readonly string[],
  gone: (address: readonly string[]) => void,
): YamlMap {
  const merged = new Map<string, Yaml | undefined>(Object.entries(node))
  for (const [key, value] of Object.entries(patch)) {
    const known = merged.get(key)
    const old = bare(known)
    if (value === null) {
      if (old === undefined) gone([...address, key])
      merged.delete(key)
    } else if (isMap(value) && isMap(old) && tagOf(value) === undefined) {
      const inner = merge(old as YamlMap, value, [...address, key], gone)
      merged.set(key, isAnnotated(known) ? annotate(inner, known.notes) : inner)
    } else merged.set(key, tagged(value as Yaml))
  }
  return Object.fromEntries(merged)
}

// What holds no tag stays the same object, so that it is printed once where it stands in many places.
function tagged(value: Yaml): Yaml {
  if (isAnnotated(value) || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = (value as readonly Yaml[]).map(tagged)
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  const tag = tagOf(value)
  if (tag !== undefined) return annotate(tagged((value as YamlMap)[tag] as Yaml), { tag, flow: true })
  const entries = Object.entries(value as YamlMap).map(
    ([key, inner]) => [key, inner === undefined ? inner : tagged(inner)] as const,
  )
  return entries.some(([key, inner]) => inner !== (value as YamlMap)[key]) ? Object.fromEntries(entries) : value
}

function tagOf(value: object): string | undefined {
  const [key, ...others] = Object.keys(value)
  return key !== undefined && others.length === 0 && /^!\S+$/.test(key) ? key : undefined
}

function bare(value: Yaml | undefined): Yaml | undefined {
  return isAnnotated(value) ? bare(value.value) : value
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isAnnotated(value as Yaml)
}
