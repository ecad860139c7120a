import type { Data } from '../yaml/data.ts'
import { isMap } from '../yaml/look.ts'
import { isPin, optionOf, type Remark } from './comments.ts'
import type { Desk } from './desk.ts'
import { behind, comment, commentBehind, object } from './literal.ts'

type Entries = readonly (readonly [string, string | undefined])[]

/** The comments of a node that none of its options took, each with its line break. */
export function remarks(node: object, desk: Desk): string {
  return take(node, desk, () => true)
    .filter(({ text }) => !isPin(text))
    .map(({ text }) => comment(text))
    .join('')
}

/** The options of a node as code, each under the comments that speak of it. */
export function options(node: object, entries: Entries, desk: Desk): string {
  return object(remarkedEntries(node, entries, desk))
}

/** The options that there are, each with the comments that speak of it. */
export function remarkedEntries(node: object, entries: Entries, desk: Desk): readonly (readonly [string, string])[] {
  return entries.flatMap(([key, code]) => {
    if (code === undefined) return []
    if (!desk.comments.has(node)) return [[key, code] as const]
    const found = take(
      node,
      desk,
      ({ path: [first], text }) => first !== undefined && optionOf(first) === key && !isPin(text),
    )
    return [[key, `${found.map(({ text }) => comment(text)).join('')}${code}`] as const]
  })
}

/** A value of plain data as code, with the comments that speak of it: `path` leads to it from the node. */
export function remarked(
  node: object,
  path: readonly string[],
  value: Data | undefined,
  code: string,
  desk: Desk,
): string {
  if (!desk.comments.has(node)) return code
  const found = take(node, desk, (remark) => leadsTo(remark, path, value))
  const above = found.filter((remark) => !remark.behind).map(({ text }) => comment(text))
  const after = found.filter((remark) => remark.behind).map(({ text }) => text)
  const [bare, inner] = commentBehind(code)
  const texts = [...(inner === '' ? [] : [inner.slice(1, -1)]), ...after]
  return `${above.join('')}${bare}${texts.length === 0 ? '' : behind(texts.join(', '))}`
}

// What speaks of something that the data does not hold is said of what would hold it.
function leadsTo({ path, text }: Remark, at: readonly string[], value: Data | undefined): boolean {
  if (path.length < at.length || at.some((key, index) => path[index] !== key)) return false
  const next = path[at.length]
  if (next === undefined) return true
  return !isPin(text) && !(isMap(value) && Object.hasOwn(value, next))
}

function take(node: object, { comments, told }: Desk, holds: (remark: Remark) => boolean): readonly Remark[] {
  const found = (comments.get(node) ?? []).filter((remark) => !told.has(remark) && holds(remark))
  for (const remark of found) told.add(remark)
  return found
}
