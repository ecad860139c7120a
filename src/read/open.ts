import type { Report } from '../diagnostics.ts'
import type { Origin } from '../origin.ts'
import { readTree, type TreeFile } from '../yaml/read-tree.ts'
import type { Tree, TreePart } from '../yaml/tree.ts'
import { attach } from './attach.ts'
import { addressOf, type Cursor, cursorAt, type Path } from './cursor.ts'
import { type Ledger, markAll, namedParts, partsOf } from './ledger.ts'
import type { Carried, Reading, SourceFile } from './reading.ts'

/** How a vendor reads its files. */
export interface OpenOptions {
  /** The name of the vendor, for people. */
  readonly vendor: string
  /** Whose rules tell texts from numbers; 1.2 unless told. */
  readonly version?: '1.1' | '1.2'
  /** Whether `<<` takes over the entries of another mapping; it does unless told. */
  readonly merge?: boolean
}

/** The files of a vendor, open to be read. */
export interface Opened {
  /** The documents that can be read, in order. */
  readonly documents: readonly OpenDocument[]
  /** All comments, each with the place of the key or item that it speaks of. */
  readonly comments: Reading['comments']
  /** What became of every key and item; the first call tells of those that nothing was done with. */
  readonly coverage: () => Reading['coverage']
}

/** One document of a file. */
export interface OpenDocument {
  readonly file: string
  /** Which of the documents of its file it is, from 0. */
  readonly index: number
  readonly root: Cursor
  /** Where a key or item stands; where there is none, the place of what would hold it. */
  readonly at: (path: Path) => Origin
  /** Whether there is such a part. */
  readonly has: (path: Path) => boolean
  /** Says what became of a part and all in it; where there is none, nothing. */
  readonly mark: (path: Path, how: Carried) => void
}

/** Opens files. What cannot be read is told, and left out. */
export function open(files: readonly SourceFile[], options: OpenOptions, report: Report): Opened {
  const origins = new Map<TreePart, Origin>()
  const ledger: Ledger = {
    vendor: options.vendor,
    report,
    marks: new Map(),
    originOf: (part) => origins.get(part) ?? { file: '', line: 1, column: 1 },
  }
  const comments: { text: string; of: Origin }[] = []
  const documents: (OpenDocument & { readonly part: TreePart })[] = []
  for (const file of files) {
    const tree = readFile(file, options, report)
    const roots = tree.documents.map((value) => (value === undefined ? undefined : { offset: 0, value }))
    if (
      tree.errors.length === 0 &&
      roots.every((root) => root === undefined || root.value.data === null) &&
      !file.text.includes('\0')
    )
      report(
        'import-unread',
        { file: file.path, line: 1, column: 1 },
        { file: file.path, why: 'there is nothing in it' },
      )
    for (const root of roots) if (root !== undefined) place(root, file.path, tree, origins)
    for (const comment of attach(file, tree, roots)) comments.push(comment)
    for (const [index, part] of roots.entries()) {
      if (part === undefined) continue
      hide(part, ledger)
      documents.push({
        file: file.path,
        index,
        part,
        root: cursorAt(part, [], ledger),
        at: (path) => ledger.originOf(partAt(part, path).part),
        has: (path) => partAt(part, path).whole,
        mark: (path, how) => {
          const { part: found, whole } = partAt(part, path)
          if (whole) markAll(found, how, ledger)
        },
      })
    }
  }
  let told = false
  const coverage = (): Reading['coverage'] => {
    const lines = documents.flatMap(({ part }) => cover(part, ledger, told))
    told = true
    return lines
  }
  return { documents, comments, coverage }
}

const unreadable: TreeFile = { documents: [], errors: [], remarks: [], positionOf: () => ({ line: 1, column: 1 }) }
const shown = 5
// Many times what projects have: a file with more would take minutes, for nobody.
const most = { maxDepth: 100, maxSize: 50_000, maxDocuments: 200 }

function readFile(file: SourceFile, options: OpenOptions, report: Report): TreeFile {
  const nul = file.text.indexOf('\0')
  if (nul >= 0) {
    const before = file.text.slice(0, nul).split('\n')
    const column = (before[before.length - 1] ?? '').length + 1
    report(
      'import-unread',
      { file: file.path, line: before.length, column },
      { file: file.path, why: 'it holds a NUL' },
    )
    return unreadable
  }
  const limits = { merge: options.merge ?? true, ...most }
  const tree = treeOf(file, options.version ?? '1.2', limits)
  for (const { message, line, column } of tree.errors.slice(0, shown))
    report('import-unread', { file: file.path, line, column }, { file: file.path, why: message })
  return tree
}

const trees = new WeakMap<SourceFile, Map<string, TreeFile>>()

// A file is looked at more than once, and to parse it takes longer than most that is done with it.
function treeOf(file: SourceFile, version: '1.1' | '1.2', limits: Parameters<typeof readTree>[2]): TreeFile {
  const known = trees.get(file) ?? new Map<string, TreeFile>()
  trees.set(file, known)
  const key = `${version} ${limits.merge}`
  const tree = known.get(key) ?? readTree(file.text, version, limits)
  known.set(key, tree)
  return tree
}

// A value behind an alias has the place where it stands, which is met first.
function place(root: TreePart, file: string, tree: TreeFile, origins: Map<TreePart, Origin>): void {
  const left = [root]
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    if (origins.has(part)) continue
    origins.set(part, { file, ...tree.positionOf(part.offset) })
    left.push(...partsOf(part.value))
  }
}

// Of two entries of the same key the last one counts.
function hide(root: TreePart, ledger: Ledger): void {
  const seen = new Set<Tree>()
  const left = [{ part: root, path: [] as Path }]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value } = next.part
    if (seen.has(value)) continue
    seen.add(value)
    for (const hidden of value.hidden) {
      const words = {
        vendor: ledger.vendor,
        address: addressOf(next.path),
        why: 'a key stands twice in it, and the last one counts',
      }
      ledger.report('import-lost', ledger.originOf(hidden), words)
      markAll(hidden, 'lost', ledger)
    }
    for (const [key, part] of namedParts(value)) left.push({ part, path: [...next.path, key] })
  }
}

function partAt(root: TreePart, path: Path): { readonly part: TreePart; readonly whole: boolean } {
  let part = root
  for (const key of path) {
    const next = typeof key === 'number' ? part.value.items[key] : part.value.entries.get(key)
    if (next === undefined) return { part, whole: false }
    part = next
  }
  return { part, whole: true }
}

function cover(root: TreePart, ledger: Ledger, told: boolean): readonly Reading['coverage'][number][] {
  const lines: Reading['coverage'][number][] = []
  const seen = new Set<TreePart>()
  const visit = (part: TreePart, path: Path): void => {
    if (seen.has(part)) return
    seen.add(part)
    if (path.length > 0) {
      if (!ledger.marks.has(part)) {
        const address = addressOf(path)
        if (!told) ledger.report('import-passed-over', ledger.originOf(part), { vendor: ledger.vendor, address })
        markAll(part, 'lost', ledger)
      }
      lines.push({ path: addressOf(path), how: ledger.marks.get(part) ?? 'lost', origin: ledger.originOf(part) })
    }
    for (const [key, inner] of namedParts(part.value)) visit(inner, [...path, key])
    for (const inner of part.value.hidden) visit(inner, [...path, '(hidden)'])
  }
  visit(root, [])
  return lines
}
