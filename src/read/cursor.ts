import type { Origin } from '../origin.ts'
import type { Data, DataMap } from '../yaml/data.ts'
import type { Tree, TreePart } from '../yaml/tree.ts'
import { type Ledger, markAll, markOne, namedParts } from './ledger.ts'
import type { Carried } from './reading.ts'

/** A way into a value: keys of mappings and numbers of items. */
export type Path = readonly (string | number)[]

/** A value of a vendor's file, read key by key: what is never taken, kept or lost is a finding of its own. */
export interface Cursor {
  readonly kind: Tree['kind']
  readonly path: Path
  /** The path for people: `jobs.build.steps[0]`. */
  readonly address: string
  /** Where its key or item stands. */
  readonly origin: Origin
  /** A tag that YAML does not know, such as `!reference`. */
  readonly tag: string | undefined
  readonly anchor: string | undefined
  /** The name of the alias through which it was reached. */
  readonly alias: string | undefined
  /** The value as plain data; it marks nothing. */
  readonly data: Data
  /** A scalar as it stands in the file, without quotes: `3.10` stays `3.10`. */
  readonly source: string
  /** The keys of a mapping. */
  readonly keys: readonly string[]
  /** A part; it marks nothing. */
  readonly look: (key: string | number) => Cursor | undefined
  /** A part that the story holds; the parts of it are looked at one by one. */
  readonly take: (key: string | number) => Cursor | undefined
  /** A part that the story holds with all that is in it, as plain data. */
  readonly takeAll: (key: string | number) => Data | undefined
  /** A part that stays in the vendor's own words, as plain data. With a reason it is told as a finding. */
  readonly keep: (key: string | number, why?: string) => Data | undefined
  /** A part that nothing of the story holds. `safety`: it decided what may run, or with which rights. */
  readonly lose: (key: string | number, why: string, safety?: 'safety') => void
  /** The keys that nothing was done with so far, kept in the vendor's own words; undefined: there are none. */
  readonly rest: (why?: string) => DataMap | undefined
  /** The items of a list, each as one that the story holds; of a scalar, itself; of nothing, none. */
  readonly items: () => readonly Cursor[]
  /** A scalar as text, undefined for anything else. */
  readonly text: () => string | undefined
  /** The texts of a list of scalars, or of one scalar; undefined for anything else. */
  readonly texts: () => readonly string[] | undefined
  /** Says of the value itself, and of all in it, what became of it. */
  readonly mark: (how: Carried) => void
}

/** A cursor at a part of a file. */
export function cursorAt(part: TreePart, path: Path, ledger: Ledger): Cursor {
  const tree = part.value
  const at = (key: string | number): TreePart | undefined =>
    typeof key === 'number' ? tree.items[key] : tree.entries.get(key)
  const inner = (found: TreePart, key: string | number): Cursor => cursorAt(found, [...path, key], ledger)
  const whole = (key: string | number, how: Carried): Data | undefined => {
    const found = at(key)
    if (found === undefined) return undefined
    markAll(found, how, ledger)
    return found.value.data
  }
  const tellRaw = (key: string | number, why: string | undefined): void => {
    const found = at(key)
    if (found === undefined || why === undefined) return
    const address = addressOf([...path, key])
    ledger.report('import-raw', ledger.originOf(found), { vendor: ledger.vendor, address, why })
  }
  return {
    kind: tree.kind,
    path,
    get address() {
      return addressOf(path)
    },
    get origin() {
      return ledger.originOf(part)
    },
    tag: tree.tag,
    anchor: tree.anchor,
    alias: part.alias,
    data: tree.data,
    source: tree.source,
    get keys() {
      return [...tree.entries.keys()]
    },
    look: (key) => {
      const found = at(key)
      return found === undefined ? undefined : inner(found, key)
    },
    take: (key) => {
      const found = at(key)
      if (found === undefined) return undefined
      markOne(found, 'carried', ledger)
      return inner(found, key)
    },
    takeAll: (key) => whole(key, 'carried'),
    keep: (key, why) => {
      tellRaw(key, why)
      return whole(key, 'raw')
    },
    lose: (key, why, safety) => {
      const found = at(key)
      if (found === undefined) return
      const words = { vendor: ledger.vendor, address: addressOf([...path, key]), why }
      ledger.report(safety === undefined ? 'import-lost' : 'import-lost-safety', ledger.originOf(found), words)
      markAll(found, 'lost', ledger)
    },
    rest: (why) => {
      const left = namedParts(tree).filter(([, entry]) => !ledger.marks.has(entry))
      if (left.length === 0 || tree.kind !== 'map') return undefined
      const kept: Record<string, Data> = Object.create(null)
      for (const [key, entry] of left) {
        tellRaw(key, why)
        markAll(entry, 'raw', ledger)
        kept[key] = entry.value.data
      }
      return kept
    },
    items: () => {
      if (tree.kind !== 'list')
        return tree.kind === 'scalar' && tree.data === null ? [] : [cursorAt(part, path, ledger)]
      return tree.items.map((item, index) => {
        markOne(item, 'carried', ledger)
        return inner(item, index)
      })
    },
    text: () => textOf(tree),
    texts: () => {
      const list = tree.kind === 'list' ? tree.items.map((item) => textOf(item.value)) : [textOf(tree)]
      if (!list.every((text): text is string => text !== undefined)) return undefined
      for (const item of tree.items) markOne(item, 'carried', ledger)
      return list
    },
    mark: (how) => markAll(part, how, ledger),
  }
}

/** A path for people. */
export function addressOf(path: Path): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
  return text === '' ? 'the file' : text.replace(/^\./, '')
}

function textOf({ kind, data }: Tree): string | undefined {
  if (kind !== 'scalar') return undefined
  return typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' ? String(data) : undefined
}
