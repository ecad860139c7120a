import { isAlias, isMap, isSeq, type Pair, type YAMLMap } from 'yaml'
import { asNode, isMergeKey, keyText, mergeSources, startOf, type Targets } from './nodes.ts'

/** A way into a value: keys of mappings and indexes of sequences. */
export type Path = readonly (string | number)[]

/** The offset of the key or item at the end of a path, undefined where there is none. */
export function find(root: unknown, path: Path, targets: Targets, merge: boolean): number | undefined {
  let node: unknown = root
  let offset = startOf(root) ?? 0
  for (const segment of path) {
    const open = isAlias(node) ? targets.get(node) : asNode(node)
    if (isMap(open)) {
      const entry = entryOf(open, String(segment), targets, merge)
      if (entry === undefined) return undefined
      offset = startOf(entry.key) ?? startOf(entry.value) ?? offset
      node = entry.value
    } else if (isSeq(open) && typeof segment === 'number' && segment in open.items) {
      node = open.items[segment]
      offset = startOf(node) ?? offset
    } else return undefined
  }
  return offset
}

function entryOf(map: YAMLMap, name: string, targets: Targets, merge: boolean): Pair | undefined {
  const isMerge = (pair: Pair) => merge && isMergeKey(pair.key)
  const own = map.items.findLast((pair) => !isMerge(pair) && keyText(pair.key, targets) === name)
  if (own !== undefined) return own
  for (const pair of map.items.filter(isMerge)) {
    for (const source of mergeSources(pair.value, targets) ?? []) {
      const entry = entryOf(source, name, targets, merge)
      if (entry !== undefined) return entry
    }
  }
  return undefined
}
