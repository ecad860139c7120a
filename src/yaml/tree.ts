import { type Alias, isAlias, isMap, isScalar, type Scalar, type YAMLMap } from 'yaml'
import { readScalar } from './convert.ts'
import { type Data, tag as tagged } from './data.ts'
import { asNode, isMergeKey, startOf } from './nodes.ts'

/** A value of a file: its data, and its parts with the places that they stand at. What an alias stands for is shared. */
export interface Tree {
  readonly kind: 'map' | 'list' | 'scalar'
  /** As plain data; shared where the file shares it. */
  readonly data: Data
  /** The entries of a mapping by key, those that it takes over from others too. */
  readonly entries: ReadonlyMap<string, TreePart>
  /** The items of a list. */
  readonly items: readonly TreePart[]
  /** Entries that a later one of the same key hides. */
  readonly hidden: readonly TreePart[]
  /** A scalar as the file has it, without quotes. */
  readonly source: string
  readonly tag?: string
  readonly anchor?: string
  /** How many values it holds, those behind aliases counted each time. */
  readonly size: number
}

/** A key with its value, or an item. */
export interface TreePart {
  readonly offset: number
  readonly value: Tree
  /** The name of the alias that stands in place of the value. */
  readonly alias?: string
}

/** What a document may ask of its reader. */
export interface TreeLimits {
  readonly merge: boolean
  readonly maxDepth: number
  /** How many values a document may hold, those behind aliases counted each time. */
  readonly maxSize: number
}

const known = /^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq))$/
const nothing: Tree = { kind: 'scalar', data: null, entries: new Map(), items: [], hidden: [], source: '', size: 1 }

/** A syntax tree with places; undefined where it asks for more than the limits. Time grows with the text alone. */
export function grow(
  root: unknown,
  limits: TreeLimits,
  tell: (message: string, offset: number) => void,
): Tree | undefined {
  const anchors = new Map<string, Tree | 'open'>()
  let stopped = false
  let taken = 0

  const stop = (message: string, node: unknown): Tree => {
    if (!stopped) tell(message, startOf(node) ?? 0)
    stopped = true
    return nothing
  }

  const read = (value: unknown, depth: number): Tree => {
    const node = asNode(value)
    if (node === undefined || stopped) return nothing
    if (depth > limits.maxDepth) return stop(`values stand in each other more than ${limits.maxDepth} deep`, node)
    if (isAlias(node)) return resolve(node)
    if (node.anchor !== undefined) anchors.set(node.anchor, 'open')
    const bare = isScalar(node) ? scalar(node) : isMap(node) ? map(node, depth) : list(node.items, depth)
    const own = node.tag === undefined || known.test(node.tag) ? undefined : node.tag
    const tree: Tree = {
      ...bare,
      ...(own === undefined ? {} : { tag: own, data: tagged(own, isScalar(node) ? (node.source ?? '') : bare.data) }),
      ...(node.anchor === undefined ? {} : { anchor: node.anchor }),
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, tree)
    return tree.size > limits.maxSize ? stop(`it has more than ${limits.maxSize} values`, node) : tree
  }

  const resolve = (alias: Alias): Tree => {
    const target = anchors.get(alias.source)
    if (target === undefined) return stop(`no value above is marked '&${alias.source}'`, alias)
    return target === 'open' ? stop(`'*${alias.source}' stands for a value that it is part of`, alias) : target
  }

  const part = (value: unknown, offset: number, depth: number): TreePart => {
    const node = asNode(value)
    return { offset, value: read(value, depth), ...(isAlias(node) ? { alias: node.source } : {}) }
  }

  const list = (items: readonly unknown[], depth: number): Tree => {
    const parts = items.map((item) => part(item, startOf(item) ?? 0, depth + 1))
    return { ...nothing, kind: 'list', items: parts, data: parts.map((item) => item.value.data), size: total(parts) }
  }

  const map = (node: YAMLMap, depth: number): Tree => {
    const entries = new Map<string, TreePart>()
    const hidden: TreePart[] = []
    const sources: TreePart[] = []
    for (const { key, value } of node.items) {
      const offset = startOf(key) ?? startOf(value) ?? startOf(node) ?? 0
      if (limits.merge && isMergeKey(key)) {
        sources.push(part(value, offset, depth + 1))
        continue
      }
      const name = keyOf(key)
      const entry = part(value, offset, depth + 1)
      if (name === undefined) {
        tell('a key must be a text, not a collection', offset)
        hidden.push(entry)
        continue
      }
      const before = entries.get(name)
      if (before !== undefined) hidden.push(before)
      entries.set(name, entry)
    }
    for (const source of sources) takeOver(entries, source)
    const data: Record<string, Data> = Object.create(null)
    for (const [name, entry] of entries) data[name] = entry.value.data
    return { ...nothing, kind: 'map', entries, hidden, data, size: total([...entries.values()]) }
  }

  const keyOf = (key: unknown): string | undefined => {
    const node = asNode(key)
    if (node === undefined) return ''
    const tree = isScalar(node) ? undefined : read(node, 0)
    if (isScalar(node) && node.anchor !== undefined) anchors.set(node.anchor, scalar(node))
    if (isScalar(node)) return node.source ?? ''
    return tree?.kind === 'scalar' ? tree.source : undefined
  }

  // The entries of the mapping itself come first, whatever stands above: https://yaml.org/type/merge.html
  const takeOver = (entries: Map<string, TreePart>, { value, offset }: TreePart): void => {
    for (const source of value.kind === 'list' ? value.items.map((item) => item.value) : [value]) {
      if (source.kind !== 'map') tell("'<<' takes a mapping or a list of mappings", offset)
      taken += source.entries.size
      if (taken > limits.maxSize) stop(`it takes over more than ${limits.maxSize} entries`, undefined)
      if (stopped) return
      for (const [name, entry] of source.entries) if (!entries.has(name)) entries.set(name, entry)
    }
  }

  const tree = read(root, 0)
  return stopped ? undefined : tree
}

function scalar(node: Scalar): Tree {
  return { ...nothing, data: readScalar(node), source: node.source ?? '' }
}

function total(parts: readonly TreePart[]): number {
  return parts.reduce((sum, one) => sum + one.value.size, 1)
}
