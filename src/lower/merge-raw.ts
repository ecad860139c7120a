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
 * `null` takes a key out. What a patch takes out in vain is told, below `address`.
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
    } else if (isMap(value) && isMap(old)) {
      const inner = merge(old as YamlMap, value, [...address, key], gone)
      merged.set(key, isAnnotated(known) ? annotate(inner, known.notes) : inner)
    } else merged.set(key, value as Yaml)
  }
  return Object.fromEntries(merged)
}

function bare(value: Yaml | undefined): Yaml | undefined {
  return isAnnotated(value) ? bare(value.value) : value
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isAnnotated(value as Yaml)
}
