import { type Data, type DataMap, isTagged } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { mergeData } from './merge.ts'

/** A key of a job, and the keys of the file that it came from. */
export interface Part {
  readonly value: Data
  readonly from: readonly (readonly string[])[]
}

/** A job with all that it takes over from others. */
export interface ResolvedJob {
  readonly name: string
  readonly parts: ReadonlyMap<string, Part>
  /** Names of jobs that it extends and that stand in no file here. */
  readonly missing: readonly string[]
}

/** The files of a project as one. */
export interface Resolved {
  readonly jobs: readonly ResolvedJob[]
  /** The keys at the top that are no jobs. */
  readonly top: DataMap
  /** What jobs have that say nothing of their own, whatever key of the file says it. */
  readonly usual: ReadonlyMap<string, Part>
  /** Jobs that are only there to be taken over, by name. */
  readonly hidden: readonly string[]
}

/** The keys at the top that say what jobs have that say nothing, as `default` does. */
export const global = ['image', 'services', 'cache', 'before_script', 'after_script'] as const

/** The keys at the top of a file that are no jobs: https://docs.gitlab.com/ci/yaml/#global-keywords */
const reserved: ReadonlySet<string> = new Set([
  ...global,
  'default',
  'include',
  'stages',
  'types',
  'variables',
  'workflow',
  'spec',
])

// Deeper chains are an error of the file: https://docs.gitlab.com/ci/yaml/#extends
const deepest = 11

/** Resolves `extends`, `!reference`, `default` and the older keys at the top that mean the same. */
export function resolve(config: DataMap): Resolved {
  const names = Object.keys(config).filter((name) => !reserved.has(name) && isMap(config[name]))
  const usual = usualOf(config)
  const jobs = names.filter((name) => !name.startsWith('.')).map((name) => resolveJob(name, config, usual))
  return {
    jobs,
    usual,
    top: Object.fromEntries(Object.entries(config).filter(([key]) => reserved.has(key))),
    hidden: Object.keys(config).filter((name) => name.startsWith('.')),
  }
}

function usualOf(config: DataMap): ReadonlyMap<string, Part> {
  const usual = new Map<string, Part>()
  const add = (key: string, value: Data, from: readonly string[]): void => {
    if (!usual.has(key)) usual.set(key, { value: dereference(value, config, 0), from: [from] })
  }
  for (const [key, value] of Object.entries(mapOf(config.default))) add(key, value, ['default', key])
  for (const key of global) if (config[key] !== undefined) add(key, config[key], [key])
  return usual
}

function resolveJob(name: string, config: DataMap, usual: ReadonlyMap<string, Part>): ResolvedJob {
  const missing: string[] = []
  const own = extended(name, config, missing, 0)
  const parts = new Map([...own].map(([key, part]) => [key, { ...part, value: dereference(part.value, config, 0) }]))
  const inherit = mapOf(parts.get('inherit')?.value).default
  // A job that starts another pipeline takes none of these.
  const takes = (key: string): boolean =>
    !parts.has('trigger') && (inherit === undefined || inherit === true || textsOf(inherit).includes(key))
  for (const [key, part] of usual) if (!parts.has(key) && takes(key)) parts.set(key, part)
  return { name, parts, missing }
}

// Mappings are merged key by key, the later one and the job itself winning: https://docs.gitlab.com/ci/yaml/#extends
function extended(name: string, config: DataMap, missing: string[], depth: number): ReadonlyMap<string, Part> {
  const data = mapOf(config[name])
  const parts = new Map<string, Part>()
  const add = (key: string, { value, from }: Part): void => {
    const before = parts.get(key)
    parts.set(
      key,
      before === undefined
        ? { value, from }
        : { value: mergeData(before.value, value), from: [...before.from, ...from] },
    )
  }
  for (const parent of textsOf(data.extends)) {
    if (!isMap(config[parent]) || depth >= deepest) missing.push(parent)
    else for (const [key, part] of extended(parent, config, missing, depth + 1)) add(key, part)
  }
  for (const [key, value] of Object.entries(data)) if (key !== 'extends') add(key, { value, from: [[name, key]] })
  return parts
}

/** A value with every `!reference` in its place; one that leads nowhere stays. */
function dereference(value: Data, config: DataMap, depth: number): Data {
  if (isTagged(value)) {
    if (value.tag !== '!reference' || depth > deepest) return value
    const found = listOf(value.value).reduce<Data | undefined>((at, key) => mapOf(at)[textOf(key) ?? ''], config)
    return found === undefined ? value : dereference(found, config, depth + 1)
  }
  if (Array.isArray(value)) {
    return (value as readonly Data[]).flatMap((item) => {
      const made = dereference(item, config, depth)
      return (isTagged(item) || Array.isArray(item)) && Array.isArray(made) ? (made as readonly Data[]) : [made]
    })
  }
  if (!isMap(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, dereference(inner, config, depth)]))
}
