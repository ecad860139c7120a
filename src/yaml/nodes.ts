import { type Alias, isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml'

/** A node of the syntax tree. */
export type Node = Alias | Scalar | YAMLMap | YAMLSeq

/** What each alias of a document stands for, as found where it stands. */
export type Targets = ReadonlyMap<Alias, Node>

/** A value of the parser's tree as a node; undefined for an empty place. */
export function asNode(value: unknown): Node | undefined {
  return isAlias(value) || isScalar(value) || isMap(value) || isSeq(value) ? value : undefined
}

/** The text of a key as it stands in the file, undefined where it is a collection. */
export function keyText(key: unknown, targets: Targets): string | undefined {
  const node = isAlias(key) ? targets.get(key) : asNode(key)
  if (node === undefined) return ''
  return isScalar(node) ? (node.source ?? '') : undefined
}

/** Whether a key takes over the entries of other mappings: https://yaml.org/type/merge.html */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<' && key.tag === undefined
}

/** The mappings that a merge key takes over. */
export function mergeSources(value: unknown, targets: Targets): readonly YAMLMap[] | undefined {
  const node = isAlias(value) ? targets.get(value) : asNode(value)
  if (isMap(node)) return [node]
  if (!isSeq(node)) return undefined
  const maps = node.items.map((item) => (isAlias(item) ? targets.get(item) : item))
  return maps.every(isMap) ? maps : undefined
}

/** Where a node begins in the text. */
export function startOf(node: unknown): number | undefined {
  return asNode(node)?.range?.[0]
}
