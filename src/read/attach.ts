import type { Origin, Place } from '../origin.ts'
import type { TreeFile } from '../yaml/read-tree.ts'
import type { TreePart } from '../yaml/tree.ts'
import { partsOf } from './ledger.ts'
import type { Reading, SourceFile } from './reading.ts'

/**
 * The comments of a file, each with the place of the key or item that it speaks of: the one that it stands behind, or the
 * next one; after the last one of a block, that one. The first comment of a file, with an empty line after it, speaks of
 * the file, which is line 1, column 1.
 */
export function attach(
  file: SourceFile,
  tree: TreeFile,
  roots: readonly (TreePart | undefined)[],
): Reading['comments'] {
  const places = placesOf(tree, roots)
  return tree.remarks.map(({ text, offset, behind, apart }) => {
    const at = tree.positionOf(offset)
    const next = lowerBound(places, at)
    const before = places[next - 1]
    const isHead = next === 0 && apart
    const after = places[next]
    const isLast = after === undefined || after.column < at.column
    const of = behind ? sameLine(places, next, at) : isHead ? undefined : isLast ? above(places, next, at) : after
    return { text, of: originOf(file, of ?? (isHead ? undefined : (after ?? before))) }
  })
}

function originOf({ path }: SourceFile, place: Omit<Place, 'file'> | undefined): Origin {
  return place === undefined
    ? { file: path, line: 1, column: 1 }
    : { file: path, line: place.line, column: place.column }
}

interface Spot {
  readonly line: number
  readonly column: number
}

function placesOf(tree: TreeFile, roots: readonly (TreePart | undefined)[]): readonly Spot[] {
  const seen = new Set<TreePart>()
  const left = roots.flatMap((root) => (root === undefined ? [] : partsOf(root.value)))
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    if (seen.has(part)) continue
    seen.add(part)
    left.push(...partsOf(part.value))
  }
  return [...seen].map((part) => tree.positionOf(part.offset)).sort((a, b) => a.line - b.line || a.column - b.column)
}

function lowerBound(places: readonly Spot[], at: Spot): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const spot = places[middle]
    if (spot !== undefined && (spot.line < at.line || (spot.line === at.line && spot.column < at.column)))
      low = middle + 1
    else high = middle
  }
  return low
}

function sameLine(places: readonly Spot[], next: number, at: Spot): Spot | undefined {
  let index = next - 1
  while (index > 0 && places[index - 1]?.line === at.line) index--
  return places[index]
}

// The last key or item above that is not indented deeper than the comment.
function above(places: readonly Spot[], next: number, at: Spot): Spot | undefined {
  for (let index = next - 1; index >= 0 && index > next - 200; index--) {
    const spot = places[index]
    if (spot !== undefined && spot.column <= at.column) return spot
  }
  return places[next - 1]
}
