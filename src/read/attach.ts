import type { Origin } from '../origin.ts'
import type { TreeFile } from '../yaml/read-tree.ts'
import type { TreePart } from '../yaml/tree.ts'
import { namedParts } from './ledger.ts'
import type { Comment, Reading, SourceFile } from './reading.ts'

/**
 * The comments of a file, each with the key or item that it speaks of: the one that it stands behind, or the next one; after
 * the last one of a block, that one. The first comment of a file, with an empty line after it, speaks of the file, which is
 * line 1, column 1.
 */
export function attach(
  file: SourceFile,
  tree: TreeFile,
  roots: readonly (TreePart | undefined)[],
): Reading['comments'] {
  if (tree.remarks.length === 0) return []
  const spots = spotsOf(tree, roots)
  return tree.remarks.map(({ text, offset, behind, apart }): Comment => {
    const at = tree.positionOf(offset)
    const next = lowerBound(spots, at)
    const after = spots[next]
    const isHead = next === 0 && apart
    const isLast = after === undefined || after.column < at.column
    const of = behind ? sameLine(spots, next, at) : isHead ? undefined : isLast ? above(spots, next, at) : after
    const spot = of ?? (isHead ? undefined : (after ?? spots[next - 1]))
    return {
      text,
      of: originOf(file, spot ?? { line: 1, column: 1 }),
      ...(behind ? { behind } : {}),
      ...(next === 0 ? { leads: true } : {}),
      chain: chainOf(file, spot),
    }
  })
}

interface Place {
  readonly line: number
  readonly column: number
}

interface Spot extends Place {
  readonly key: string | number
  readonly parent: Spot | undefined
}

function originOf({ path }: SourceFile, { line, column }: Place): Origin {
  return { file: path, line, column }
}

function chainOf(file: SourceFile, spot: Spot | undefined): NonNullable<Comment['chain']> {
  return spot === undefined ? [] : [{ origin: originOf(file, spot), key: spot.key }, ...chainOf(file, spot.parent)]
}

// The value of a document is no part of itself: its keys and items have no parent.
function spotsOf(tree: TreeFile, roots: readonly (TreePart | undefined)[]): readonly Spot[] {
  const seen = new Set<TreePart>()
  const spots: Spot[] = []
  const left = roots.flatMap((part) => (part === undefined ? [] : [{ part, parent: undefined as Spot | undefined }]))
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const hidden = next.part.value.hidden.map((part) => ['', part] as const)
    for (const [key, part] of [...namedParts(next.part.value), ...hidden]) {
      if (seen.has(part)) continue
      seen.add(part)
      const spot: Spot = { ...tree.positionOf(part.offset), key, parent: next.parent }
      spots.push(spot)
      left.push({ part, parent: spot })
    }
  }
  return spots.sort((a, b) => a.line - b.line || a.column - b.column)
}

function lowerBound(spots: readonly Spot[], at: Place): number {
  let [low, high] = [0, spots.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const spot = spots[middle]
    if (spot !== undefined && (spot.line < at.line || (spot.line === at.line && spot.column < at.column)))
      low = middle + 1
    else high = middle
  }
  return low
}

// The first of its line; of an item with its first key behind the dash, that key.
function sameLine(spots: readonly Spot[], next: number, at: Place): Spot | undefined {
  let index = next - 1
  while (index > 0 && spots[index - 1]?.line === at.line) index--
  const [spot, inner] = [spots[index], spots[index + 1]]
  const isKey = inner?.line === at.line && inner.parent === spot && typeof inner.key === 'string'
  return isKey && index + 1 < next ? inner : spot
}

// The last key or item above that is not indented deeper than the comment.
function above(spots: readonly Spot[], next: number, at: Place): Spot | undefined {
  for (let index = next - 1; index >= 0 && index > next - 200; index--) {
    const spot = spots[index]
    if (spot !== undefined && spot.column <= at.column) return spot
  }
  return spots[next - 1]
}
