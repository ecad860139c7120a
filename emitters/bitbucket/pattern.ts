import { isLiteral, type Pattern, patternSource } from '../../src/pattern.ts'
import { shellWord } from '../../src/shell/quote.ts'

// What Bitbucket reads as more than itself in a glob: https://support.atlassian.com/bitbucket-cloud/docs/use-glob-patterns-on-the-pipelines-yaml-file/
const special = /[?[\]{}\\!]/

/** Whether Bitbucket's globs can say a pattern. */
export function canGlob(pattern: Pattern): boolean {
  return !special.test(pattern)
}

/** A pattern as globs of Bitbucket, one of which must match; there `**` followed by a slash wants a folder. */
export function globsOf(pattern: Pattern): readonly string[] {
  return pattern
    .split(/(\*\*\/)/)
    .reduce<readonly string[]>(
      (heads, part) =>
        part === '**/' ? heads.flatMap((head) => [head, `${head}**/`]) : heads.map((head) => head + part),
      [''],
    )
}

/** A shell command that succeeds where one of the patterns matches the whole value of a variable. */
export function shellMatch(variable: string, patterns: readonly Pattern[]): string {
  const [only] = patterns
  if (patterns.length === 1 && only !== undefined && isLiteral(only)) return `[ "$${variable}" = ${shellWord(only)} ]`
  if (patterns.includes('**')) return `[ -n "$${variable}" ]`
  const source = patterns.map((pattern) => patternSource(pattern)).join('|')
  const test = `printf '%s\\n' "$${variable}" | grep -Eqx -- ${shellWord(source)}`
  // A variable that is not there is no name, though a star takes the empty text too.
  return patterns.some((pattern) => /^[*/]+$/.test(pattern)) ? `[ -n "$${variable}" ] && ${test}` : test
}
