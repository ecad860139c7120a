import type { Report } from '../../src/diagnostics.ts'
import { annotate, isAnnotated, type Yaml, type YamlMap } from '../../src/document.ts'
import { runSteps } from '../../src/features/use.ts'
import type { Job, RawPatch } from '../../src/ir.ts'
import { title } from './title.ts'

/** Merges the raw patches of a node into it: mappings key by key, all else as a whole; `null` takes a key out. */
export function applyRaw(node: YamlMap, patches: readonly RawPatch[], address: string, report: Report): YamlMap {
  if (patches.length === 0) return node
  return patches
    .filter((patch) => patch.vendor === 'gitlab')
    .reduce(
      (merged, { patch, origin }) =>
        merge(merged, patch, address, (gone) => report('raw-address', origin, { vendor: title, address: gone })),
      node,
    )
}

/** Reports raw patches of steps that change something else than their script. */
export function checkStepPatches(job: Job, report: Report): void {
  for (const step of runSteps(job)) {
    for (const { vendor, patch, origin } of step.raw) {
      const key = vendor === 'gitlab' ? Object.keys(patch).find((one) => one !== 'script') : undefined
      if (key !== undefined) report('raw-address', origin, { vendor: title, address: `the key '${key}' of a step` })
    }
  }
}

function merge(
  node: YamlMap,
  patch: Readonly<Record<string, unknown>>,
  address: string,
  gone: (address: string) => void,
): YamlMap {
  const merged: Record<string, Yaml | undefined> = { ...node }
  for (const [key, value] of Object.entries(patch)) {
    const at = address === '' ? key : `${address}.${key}`
    const old = bare(node[key])
    if (value === null) {
      if (old === undefined) gone(at)
      delete merged[key]
    } else if (isMap(value) && isMap(old)) {
      merged[key] = again(node[key], merge(old as YamlMap, value, at, gone))
    } else {
      merged[key] = value as Yaml
    }
  }
  return merged
}

function bare(value: Yaml | undefined): Yaml | undefined {
  return isAnnotated(value) ? bare(value.value) : value
}

function again(old: Yaml | undefined, value: YamlMap): Yaml {
  return isAnnotated(old) ? annotate(value, old.notes) : value
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isAnnotated(value)
}
