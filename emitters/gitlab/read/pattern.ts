import type { Pattern } from '../../../src/pattern.ts'
import { patternsOfRegex } from '../../../src/regex-patterns.ts'

/** The portable patterns that let through just what a regular expression does; undefined where there are none. */
export function patternsOf(source: string, flags: string): readonly Pattern[] | undefined {
  const found = flags === '' ? patternsOfRegex(source) : undefined
  return found === undefined || found.wider ? undefined : found.patterns
}
