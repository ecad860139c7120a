import type { DataMap } from '../../../src/yaml/data.ts'
import { wordsOf } from './source.ts'

/** A filter of names: what is let through, and what is not though it is. */
export interface Names {
  readonly wanted: readonly string[]
  readonly ignored: readonly string[]
}

/**
 * The filter of an event. In order, the last pattern that matches a name decides; the portable filter asks the ignored
 * ones last.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
export function splitNames(map: DataMap, key: 'branches' | 'tags' | 'paths'): Names {
  const left = wordsOf(map[`${key}-ignore`]) ?? []
  const back = takenBack(left)
  const list = back ?? wordsOf(map[key]) ?? []
  const wanted = list.filter((name) => !name.startsWith('!')).map(portable)
  const ignored = [
    ...list.filter((name) => name.startsWith('!')).map((name) => portable(name.slice(1))),
    // What a later pattern may take back is let through.
    ...(back !== undefined ? [] : left.slice(left.findLastIndex((name) => name.startsWith('!')) + 1)).map(portable),
  ]
  const all = wanted.length === 1 && wanted[0] === '**'
  return { wanted: all && key !== 'tags' && key !== 'branches' ? [] : unfold(wanted), ignored: unfold(ignored) }
}

/** What a list leaves out of all that it ignores: `**` with nothing but exceptions behind it is a list of what counts. */
export function takenBack(ignored: readonly string[]): readonly string[] | undefined {
  const [first, ...others] = ignored
  const isTurned = first === '**' && others.length > 0 && others.every((name) => name.startsWith('!'))
  return isTurned ? others.map((name) => name.slice(1)) : undefined
}

/** A pattern without the signs that only the vendor knows: each becomes the next wider one that all know. */
export function portable(pattern: string): string {
  let made = ''
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at] ?? ''
    if (sign === '\\') made += pattern[++at] ?? ''
    else if (sign === '[') {
      const end = pattern.indexOf(']', at + 1)
      if (end < 0) made += sign
      else {
        at = end
        made += '*'
      }
    } else if (sign === '?' || sign === '+') {
      // Both speak of the character before them: none or one of it, one or more.
      made = made.endsWith('*') ? made : `${made.slice(0, -1)}*`
    } else made += sign
  }
  return made.replaceAll(/\*{3,}/g, '**')
}

// We write `a/**/b` as two patterns, for the path with a folder between and the one without.
function unfold(patterns: readonly string[]): readonly string[] {
  const folded = new Set(
    patterns.filter((pattern) => pattern.includes('/**/')).map((pattern) => pattern.replaceAll('/**/', '/')),
  )
  return patterns.filter((pattern) => !folded.has(pattern))
}
