import { type Data, type DataMap, isTagged } from '../../../src/yaml/data.ts'
import { isMap, listOf, textsOf } from '../../../src/yaml/look.ts'

const mostLevels = 11

/** Two mappings as one: the second wins, mappings merge key by key, lists are replaced. */
export function merged(one: DataMap, other: DataMap): DataMap {
  const result: Record<string, Data> = { ...one }
  for (const [key, value] of Object.entries(other)) {
    const before = result[key]
    result[key] = isMap(before) && isMap(value) ? merged(before, value) : value
  }
  return result
}

/**
 * A job with what it extends and refers to worked in.
 *
 * @see https://docs.gitlab.com/ci/yaml/#extends
 */
export function withExtends(name: string, whole: DataMap, level = 0): DataMap {
  const job = whole[name]
  if (!isMap(job)) return {}
  const own = settled(job, whole, 0) as DataMap
  if (own.extends === undefined || level > mostLevels) return own
  const parents = textsOf(own.extends).map((parent) => withExtends(parent, whole, level + 1))
  const { extends: _, ...rest } = own
  return [...parents, rest].reduce<DataMap>((before, next) => merged(before, next), {})
}

// `!reference [job, key]` stands for what is there: https://docs.gitlab.com/ci/yaml/yaml_optimization/#reference-tags
function settled(value: Data, whole: DataMap, level: number): Data {
  if (level > mostLevels) return null
  if (isTagged(value)) {
    if (value.tag !== '!reference') return settled(value.value, whole, level)
    const found = textsOf(value.value).reduce<Data | undefined>((at, key) => (isMap(at) ? at[key] : undefined), whole)
    return found === undefined ? null : settled(found, whole, level + 1)
  }
  if (Array.isArray(value))
    return listOf(value).flatMap((item) => {
      const one = settled(item, whole, level)
      return isTagged(item) && Array.isArray(one) ? (one as readonly Data[]) : [one]
    })
  if (!isMap(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, settled(item, whole, level)]))
}
