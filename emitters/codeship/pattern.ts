import { isLiteral, type Pattern, patternSource } from '../../src/pattern.ts'
import { shellWord } from '../../src/shell/quote.ts'

/**
 * Names as `tag` and `exclude` take them: one name alone as it is, all else as an expression, which CodeShip knows by its
 * anchors: https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps
 */
export function nameFilter(patterns: readonly Pattern[]): string {
  const [only] = patterns
  if (patterns.length === 1 && only !== undefined && isLiteral(only) && !/[$^]/.test(only)) return only
  const sources = patterns.map((pattern) => patternSource(pattern))
  return sources.length === 1 ? `^${sources[0]}$` : `^(${sources.join('|')})$`
}

/** A shell command that succeeds where one of the patterns matches the whole value of a variable. */
export function shellMatch(variable: string, patterns: readonly Pattern[]): string {
  const [only] = patterns
  if (patterns.length === 1 && only !== undefined && isLiteral(only)) return `[ "$${variable}" = ${shellWord(only)} ]`
  if (patterns.includes('**')) return `[ -n "$${variable}" ]`
  const source = patterns.map((pattern) => patternSource(pattern)).join('|')
  return `printf '%s\\n' "$${variable}" | grep -Eqx -- ${shellWord(source)}`
}
