import type { Report } from '../../src/diagnostics.ts'
import type { RawPatch } from '../../src/ir.ts'

/** Merges the raw patches of a node into it: mappings key by key, all else as a whole; `null` takes a key out. */
export function applyRaw<T extends object>(node: T, patches: readonly RawPatch[], report: Report): T {
  return patches
    .filter((patch) => patch.vendor === 'tekton')
    .reduce<object>(
      (merged, { patch, origin }) =>
        merge(merged, patch, '', (address) => report('raw-address', origin, { vendor: 'Tekton', address })),
      node,
    ) as T
}

function merge(node: object, patch: object, address: string, gone: (address: string) => void): object {
  const merged = new Map<string, unknown>(Object.entries(node))
  for (const [key, value] of Object.entries(patch)) {
    const at = address === '' ? key : `${address}.${key}`
    const old = merged.get(key)
    if (value === null) {
      if (old === undefined) gone(at)
      merged.delete(key)
    } else {
      merged.set(key, isMap(value) && isMap(old) ? merge(old, value, at, gone) : value)
    }
  }
  return Object.fromEntries(merged)
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
