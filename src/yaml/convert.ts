import { type Alias, isAlias, isMap, isScalar, type Scalar, type YAMLMap } from 'yaml'
import { type Data, type DataMap, isTagged, tag } from './data.ts'
import { asNode, isMergeKey, keyText, mergeSources, type Node, startOf } from './nodes.ts'

/** Takes a message and the offset that it is about. */
export type Tell = (message: string, offset: number) => void

/** What a document may ask of its reader. */
export interface Limits {
  /** Whether `<<` takes over the entries of another mapping. */
  readonly merge: boolean
  /** How deep values may stand in each other. */
  readonly maxDepth: number
  /** How many values aliases may stand for, in all. */
  readonly maxAliased: number
}

const known = /^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq))$/

/** A syntax tree as data, and what its aliases stand for. */
export function convert(root: unknown, limits: Limits, tell: Tell): { value: Data; targets: ReadonlyMap<Alias, Node> } {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  const open = new Set<Node>()
  let aliased = 0
  let expanding = 0
  let stopped = false

  const stop = (message: string, node: unknown) => {
    if (!stopped) tell(message, startOf(node) ?? 0)
    stopped = true
    return null
  }

  const read = (value: unknown, depth: number): Data => {
    const node = asNode(value)
    if (node === undefined || stopped) return null
    if (depth > limits.maxDepth) return stop(`values stand in each other more than ${limits.maxDepth} deep`, node)
    if (expanding > 0 && ++aliased > limits.maxAliased)
      return stop(`aliases stand for more than ${limits.maxAliased} values`, node)
    if (isAlias(node)) return readAlias(node, depth)
    if (node.anchor !== undefined && expanding === 0) anchors.set(node.anchor, node)
    const data = isScalar(node) ? readScalar(node) : readCollection(node, depth)
    return node.tag === undefined || known.test(node.tag) ? data : tag(node.tag, data)
  }

  const readAlias = (alias: Alias, depth: number): Data => {
    const target = resolve(alias)
    if (target === undefined) return null
    if (open.has(target)) {
      targets.delete(alias)
      return stop(`'*${alias.source}' stands for a value that it is part of`, alias)
    }
    expanding++
    const data = read(target, depth + 1)
    expanding--
    return data
  }

  // An anchor may be set anew further down: an alias inside of an alias stands for what it stood for in its own place.
  const resolve = (alias: Alias): Node | undefined => {
    const target = targets.get(alias) ?? (expanding === 0 ? anchors.get(alias.source) : undefined)
    if (target !== undefined) targets.set(alias, target)
    else if (expanding === 0) tell(`no value above is marked '&${alias.source}'`, startOf(alias) ?? 0)
    return target
  }

  const readCollection = (node: Exclude<Node, Alias | Scalar>, depth: number): Data => {
    open.add(node)
    const data = isMap(node) ? readMap(node, depth) : node.items.map((item) => read(item, depth + 1))
    open.delete(node)
    return data
  }

  const readMap = (node: YAMLMap, depth: number): Data => {
    const data: Record<string, Data> = Object.create(null)
    const own = new Set<string>()
    for (const { key, value } of node.items) {
      if (isAlias(key)) resolve(key)
      else if (isScalar(key) && key.anchor !== undefined && expanding === 0) anchors.set(key.anchor, key)
      if (limits.merge && isMergeKey(key)) {
        mergeInto(data, value, depth)
        continue
      }
      const name = keyText(key, targets)
      if (name === undefined) {
        tell('a key must be a text, not a collection', startOf(key) ?? 0)
        continue
      }
      if (own.has(name) && expanding === 0)
        tell(`the key '${name}' stands twice in the same mapping`, startOf(key) ?? 0)
      own.add(name)
      data[name] = read(value, depth + 1)
    }
    return data
  }

  const mergeInto = (data: Record<string, Data>, value: unknown, depth: number) => {
    const sources = read(value, depth + 1)
    if (stopped) return
    // Only now the aliases have targets.
    if (mergeSources(value, targets) === undefined) {
      tell("'<<' takes a mapping or a sequence of mappings", startOf(value) ?? 0)
      return
    }
    for (const source of isList(sources) ? sources : [sources]) {
      const entries = Object.entries((isTagged(source) ? source.value : source) as DataMap)
      for (const [key, entry] of entries) if (!(key in data)) data[key] = entry
    }
  }

  return { value: read(root, 0), targets }
}

function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data)
}

/** A scalar as plain data: what is neither text nor number, such as a date, stays the text of the file. */
export function readScalar(node: Scalar): Data {
  const { value } = node
  if (node.tag !== undefined && !known.test(node.tag)) return node.source ?? ''
  // The rules of 1.1 take a lone dot for a number.
  if (typeof value === 'number' && Number.isNaN(value) && !/^\.nan$/i.test(node.source ?? '')) return node.source ?? ''
  if (value === null || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
    return value
  return node.source ?? ''
}
