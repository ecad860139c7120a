/**
 * A pattern for names and paths: `*` stands for any characters but a slash, `**` for any characters, all else for
 * itself. `a/**` matches what lies in `a`; `**` at the beginning followed by a slash matches no folder too.
 */
export type Pattern = string

/** Whether a pattern stands for one name alone. */
export function isLiteral(pattern: Pattern): boolean {
  return !pattern.includes('*')
}

/** The pattern as the source of a regular expression, without anchors; `literally` treats literal text. */
export function patternSource(pattern: Pattern, literally: (text: string) => string = escapeRegExp): string {
  return pattern
    .split(/(\*\*\/|\*\*|\*)/)
    .map((part) => (part === '**/' ? '(.*/)?' : part === '**' ? '.*' : part === '*' ? '[^/]*' : literally(part)))
    .join('')
}

/** Whether a pattern matches a whole name, with regard to case. */
export function matches(pattern: Pattern, name: string): boolean {
  return isLiteral(pattern) ? pattern === name : new RegExp(`^${patternSource(pattern)}$`, 's').test(name)
}

/** Whether one of the patterns matches. */
export function matchesAny(patterns: readonly Pattern[], name: string): boolean {
  return patterns.some((pattern) => matches(pattern, name))
}

/** Whether every name that `inner` matches is matched by one of `outer`, as far as can be told; `false` may mean unknown. */
export function covers(outer: readonly Pattern[], inner: Pattern): boolean {
  return outer.some(
    (pattern) =>
      pattern === '**' ||
      pattern === inner ||
      (isLiteral(inner) ? matches(pattern, inner) : prefixCovers(pattern, inner)),
  )
}

/** Whether no name can match both patterns, as far as can be told; `false` may mean unknown. */
export function disjoint(one: Pattern, other: Pattern): boolean {
  if (isLiteral(one)) return !matches(other, one)
  if (isLiteral(other)) return !matches(one, other)
  const [a, b] = [head(one), head(other)]
  return !a.startsWith(b) && !b.startsWith(a)
}

/** Text for a regular expression that matches it. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function head(pattern: Pattern): string {
  return pattern.slice(0, pattern.indexOf('*'))
}

function prefixCovers(outer: Pattern, inner: Pattern): boolean {
  return outer.endsWith('**') && outer.indexOf('*') === outer.length - 2 && inner.startsWith(outer.slice(0, -2))
}
