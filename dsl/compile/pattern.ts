import type { Origin } from '../../src/origin.ts'
import type { Scope } from './scope.ts'
import { typeName } from './text.ts'

/** Patterns of the story, each looked at. */
export function checkPatterns(patterns: unknown, at: Origin, scope: Scope): readonly string[] {
  if (patterns === undefined) return []
  if (!Array.isArray(patterns)) {
    scope.report('wrong-type', at, { what: 'a list of patterns', expected: 'a list', found: typeName(patterns) })
    return []
  }
  for (const pattern of patterns) {
    const why = patternFault(pattern)
    if (why !== undefined) scope.report('bad-pattern', at, { pattern: String(pattern), why })
  }
  return patterns.map(String)
}

function patternFault(pattern: unknown): string | undefined {
  if (typeof pattern !== 'string') return 'it must be text'
  if (pattern === '') return 'it is empty'
  if (pattern.startsWith('!')) return 'what is left out stands in a list of its own, such as ignoreBranches'
  if (/[?[\]{}\\]/.test(pattern)) return 'the characters ? [ ] { } and \\ mean different things on different vendors'
  if (/[\0-\x1f\x7f]/.test(pattern)) return 'it holds a control character'
  if (pattern.includes('***')) return 'three stars in a row'
  if (pattern.startsWith('refs/')) return 'write the name of the branch or tag alone, without refs/heads/'
  return undefined
}
