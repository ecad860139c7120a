import { isLiteral } from '../../src/pattern.ts'
import { and, type Expression, or, quote } from './expression.ts'

/** Where a name stands in the context: a text in front of it, and the name alone. */
export interface Named {
  /** The expression that holds the name behind the prefix. */
  readonly full: Expression
  readonly prefix: string
  /** The expression that holds the name without the prefix. */
  readonly short: Expression
}

/** The name of the branch or tag of a run. */
export const ofRef = (prefix: 'refs/heads/' | 'refs/tags/'): Named => ({
  full: 'github.ref',
  prefix,
  short: 'github.ref_name',
})

/** The name of the branch that a pull request goes into. */
export const ofBase: Named = { full: 'github.base_ref', prefix: '', short: 'github.base_ref' }

/**
 * Whether one of the patterns matches a name, as an expression; undefined where none can say it. Expressions know the
 * beginning, the end and a part of a text, and nothing that could tell one slash from two.
 */
export function matchExpression(patterns: readonly string[], name: Named): Expression | undefined {
  const parts = patterns.map((pattern) => match(pattern, name))
  return parts.includes(undefined) ? undefined : or(parts as readonly Expression[])
}

function match(pattern: string, { full, prefix, short }: Named): Expression | undefined {
  if (isLiteral(pattern)) return `${full} == ${quote(prefix + pattern)}`
  const [, head = '', stars = '', tail = ''] = /^([^*]*)(\*+)([^*]*)$/.exec(pattern) ?? []
  if (stars === '' || (head !== '' && tail !== '') || (stars === '**' && tail.startsWith('/'))) return undefined
  const starts = prefix + head === '' ? `${short} != ''` : `startsWith(${full}, ${quote(prefix + head)})`
  const ends = tail === '' ? undefined : `endsWith(${short}, ${quote(tail)})`
  if (stars === '**') return and(starts, ends)
  return (head + tail).includes('/') ? undefined : and(starts, ends, `!contains(${short}, '/')`)
}
