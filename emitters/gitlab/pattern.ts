import { escapeRegExp, type Pattern, patternSource } from '../../src/pattern.ts'

/**
 * A regular expression between slashes that matches whole names. An `@` is spelled out, as in a ref it would name a
 * project: https://docs.gitlab.com/ci/jobs/job_rules/#rules-examples
 */
export function regexOf(patterns: readonly Pattern[]): string {
  const sources = patterns.map((pattern) =>
    filled(patternSource(pattern, (text) => escapeRegExp(text).replaceAll('@', '\\x40'))),
  )
  const [only] = sources
  const body = sources.length === 1 ? only : `(${sources.join('|')})`
  return `/^${body}$/`.replaceAll(/(?<=.)\/(?=.)/gs, '\\/')
}

// A variable that is not set is searched as an empty text, which a star would match; no name is empty.
function filled(source: string): string {
  return new RegExp(`^${source}$`).test('') ? source.replace(/\*$/, '+') : source
}

/** A regular expression between slashes that matches one text alone, whatever quotes it holds. */
export function regexOfText(text: string): string {
  const escaped = escapeRegExp(text).replace(
    /["'@\n\r]/g,
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
  return `/^${escaped}$/`.replaceAll(/(?<=.)\/(?=.)/gs, '\\/')
}

/** An extended regular expression for `grep`, without anchors. */
export function extendedOf(patterns: readonly Pattern[]): string {
  const sources = patterns.map((pattern) => filled(patternSource(pattern)))
  return sources.length === 1 ? (sources[0] as string) : `(${sources.join('|')})`
}

/**
 * Path patterns as `changes` reads them: by Ruby's fnmatch, where `**` counts only as a whole folder and braces and
 * brackets mean something: https://docs.gitlab.com/ci/yaml/#ruleschanges
 */
export function changesOf(patterns: readonly Pattern[]): readonly string[] {
  return [...new Set(patterns.flatMap(globsOf))]
}

function globsOf(pattern: Pattern): readonly string[] {
  const parts = pattern.split(/(\*\*\/|\*\*)/)
  return parts.reduce<readonly string[]>((heads, part) => heads.flatMap((head) => grow(head, part)), [''])
}

function grow(head: string, part: string): readonly string[] {
  const fresh = head === '' || head.endsWith('/')
  if (part === '**/') return fresh ? [`${head}**/`] : [head, `${head}*/**/`]
  if (part === '**') return fresh ? [`${head}**/*`] : [`${head}*`, `${head}*/**/*`]
  return [head + part.replace(/[?[\]{}\\]/g, '\\$&')]
}
