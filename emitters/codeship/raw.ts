import type { Report } from '../../src/diagnostics.ts'
import { isAnnotated, type Yaml, type YamlMap } from '../../src/document.ts'
import type { Job, Pipeline, RawPatch } from '../../src/ir.ts'
import { id, title } from './title.ts'

/** A step with the patches of its job worked in. */
export function patchStep(step: YamlMap, job: Job, report: Report): YamlMap {
  return job.raw.filter(isOurs).reduce((map, raw) => patch(map, raw, report), step)
}

/** The services with the patches of a story worked in. */
export function patchServices(services: YamlMap, pipeline: Pipeline, report: Report): YamlMap {
  const patched = pipeline.raw.filter(isOurs).reduce((map, raw) => patch(map, raw, report), { services } as YamlMap)
  return (patched.services ?? {}) as YamlMap
}

function isOurs(raw: RawPatch): boolean {
  return raw.vendor === id
}

function patch(map: YamlMap, raw: RawPatch, report: Report): YamlMap {
  return merge(map, raw.patch, [], (path) =>
    report('raw-address', raw.origin, { vendor: title, address: path.join('.') }),
  )
}

function merge(
  map: YamlMap,
  changes: Readonly<Record<string, unknown>>,
  path: readonly string[],
  missing: (path: readonly string[]) => void,
): YamlMap {
  const merged: Record<string, Yaml | undefined> = { ...map }
  for (const [key, change] of Object.entries(changes)) {
    const known = map[key]
    const inner = isAnnotated(known) ? known.value : known
    if (change === null) {
      if (known === undefined) missing([...path, key])
      merged[key] = undefined
    } else if (isMap(change))
      merged[key] = isMap(inner) ? merge(inner as YamlMap, change, [...path, key], missing) : (change as Yaml)
    else merged[key] = change as Yaml
  }
  return merged
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
