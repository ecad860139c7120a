import { isAnnotated, type Yaml, type YamlMap } from '../document.ts'
import { type Data, tag } from './data.ts'

/** What a reader of the printed text finds in it: the data of a value that was written, its tags with it. */
export function dataOf(value: Yaml): Data {
  if (isAnnotated(value)) {
    const inner = dataOf(value.value)
    return value.notes.tag === undefined ? inner : tag(value.notes.tag, inner)
  }
  if (Array.isArray(value)) return (value as readonly Yaml[]).map(dataOf)
  if (typeof value !== 'object' || value === null) return value
  const data: Record<string, Data> = Object.create(null)
  for (const [key, entry] of Object.entries(value as YamlMap)) if (entry !== undefined) data[key] = dataOf(entry)
  return data
}
