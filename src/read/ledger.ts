import type { Report } from '../diagnostics.ts'
import type { Origin } from '../origin.ts'
import type { Tree, TreePart } from '../yaml/tree.ts'
import type { Carried } from './reading.ts'

/** What became of each key and item of the files. */
export interface Ledger {
  /** The name of the vendor, for people. */
  readonly vendor: string
  readonly report: Report
  readonly marks: Map<TreePart, Carried>
  /** Whether two vendors' worth of places are the same is told by the part itself: each stands in one place of a file. */
  readonly originOf: (part: TreePart) => Origin
}

/** Marks a part and all beneath it, each once; what was marked before keeps its mark. */
export function markAll(part: TreePart, how: Carried, { marks }: Ledger): void {
  const left = [part]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (!marks.has(next)) marks.set(next, how)
    else if (next !== part) continue
    left.push(...partsOf(next.value))
  }
}

/** Marks one part; a worse mark takes the place of a better one only where none is known. */
export function markOne(part: TreePart, how: Carried, { marks }: Ledger): void {
  if (!marks.has(part)) marks.set(part, how)
}

/** The parts of a value: its entries, hidden ones too, or its items. */
export function partsOf(tree: Tree): readonly TreePart[] {
  return tree.kind === 'list' ? tree.items : [...tree.entries.values(), ...tree.hidden]
}

/** The parts of a value by name. */
export function namedParts(tree: Tree): readonly (readonly [string | number, TreePart])[] {
  return tree.kind === 'list' ? tree.items.map((item, index) => [index, item] as const) : [...tree.entries]
}
