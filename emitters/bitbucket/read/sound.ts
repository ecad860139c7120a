import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, mapOf } from '../../../src/yaml/look.ts'
import type { Path } from './sections.ts'

const rootKeys: ReadonlySet<string> = new Set([
  'image',
  'clone',
  'options',
  'definitions',
  'pipelines',
  'triggers',
  'labels',
  'export',
])
const optionKeys: ReadonlySet<string> = new Set(['docker', 'max-time', 'size', 'runtime'])

/** The keys of a file, and of its options, that Bitbucket does not know. */
export function unknownKeys(root: DataMap): readonly Path[] {
  return [
    ...Object.keys(root).flatMap((key) => (rootKeys.has(key) ? [] : [[key]])),
    ...Object.keys(mapOf(root.options)).flatMap((key) => (optionKeys.has(key) ? [] : [['options', key]])),
  ]
}

/** A file without the keys that Bitbucket does not know, and with the variables of its services as texts. */
export function soundRoot(root: DataMap): DataMap {
  const made: Record<string, Data> = {}
  for (const [key, value] of Object.entries(root)) {
    if (!rootKeys.has(key)) continue
    if (key === 'options' && isMap(value)) made[key] = only(value, (name) => optionKeys.has(name))
    else if (key === 'definitions' && isMap(value) && isMap(value.services)) {
      const services = Object.entries(value.services).map(([name, service]) => [name, soundService(service)] as const)
      made[key] = { ...value, services: Object.fromEntries(services) }
    } else made[key] = value
  }
  return made
}

function only(map: DataMap, isKnown: (key: string) => boolean): DataMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => isKnown(key)))
}

function soundService(service: Data): Data {
  if (!isMap(service) || !isMap(service.variables)) return service
  const variables = Object.entries(service.variables).map(
    ([name, value]) =>
      [name, isMap(value) || Array.isArray(value) ? JSON.stringify(value) : String(value ?? '')] as const,
  )
  return { ...service, variables: Object.fromEntries(variables) }
}
