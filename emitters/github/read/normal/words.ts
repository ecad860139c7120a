import { aliased } from '../aliases.ts'
import { type Node, replaced, textOf } from '../expression.ts'
import { mapOf, wordOf } from '../source.ts'
import { partsOf } from '../template.ts'

/** The ids of steps as they count: by their order, whatever they are called. */
export type Ids = ReadonlyMap<string, string>

/** A value with each expression in it in the one way that it is written here. */
export function normalValue(value: unknown, ids: Ids): unknown {
  const word = wordOf(value)
  if (word !== undefined) return normalText(word, ids)
  if (Array.isArray(value)) return value.map((item) => normalValue(item, ids))
  const map = mapOf(value)
  // A key with nothing behind it says what an empty mapping says.
  if (map === undefined || Object.keys(map).length === 0) return ''
  return sorted(Object.fromEntries(Object.entries(map).map(([key, entry]) => [key, normalValue(entry, ids)])))
}

/** A text with each expression in it in the one way that it is written here. */
export function normalText(text: string, ids: Ids): string {
  return partsOf(text)
    .map((part) =>
      typeof part === 'string'
        ? part
        : `\${{${part.node === undefined ? part.expression : normalNode(part.node, ids)}}}`,
    )
    .join('')
}

/** An expression in the one way that it is written here. */
export function normalNode(node: Node, ids: Ids): string {
  return textOf(
    replaced(aliased(node), (part) => {
      if (!('path' in part) || part.path[0] !== 'steps') return undefined
      const [context, id = '', ...rest] = part.path
      return { path: [context, ids.get(id) ?? id, ...rest] }
    }),
  )
}

/** A mapping with its keys in order. */
export function sorted<T>(map: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)))
}
