import { allOf, anyOf, notOf, yes } from '../../../src/condition/build.ts'
import type { Condition } from '../../../src/ir.ts'
import { patternsOfRegex } from '../../../src/regex-patterns.ts'
import { id } from '../title.ts'

/** A condition, and how it differs from what the file says. */
export interface ReadCondition {
  readonly condition: Condition
  /** Words of the file that became wider ones. */
  readonly wider: readonly { readonly from: string; readonly to: string }[]
}

/**
 * `tag` and `exclude`: regular expressions that the name of the branch or tag must match, or must not.
 *
 * @see https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps#_limiting_steps_to_specific_branches_or_tags
 */
export function readCondition(tag: string | undefined, exclude: string | undefined): ReadCondition {
  const wider: { from: string; to: string }[] = []
  const named = (source: string, mayWiden: boolean): Condition => {
    const found = patternsOfRegex(withPlainDots(source), { whole: true })
    if (found === undefined || (found.wider && !mayWiden)) return { test: 'vendor', texts: { [id]: source } }
    const { patterns } = found
    if (found.wider) wider.push({ from: source, to: patterns.join(', ') })
    return anyOf([
      { test: 'branch', patterns },
      { test: 'tag', patterns },
    ])
  }
  const wanted = tag === undefined ? yes : named(tag, true)
  return { condition: exclude === undefined ? wanted : allOf([wanted, notOf(named(exclude, false))]), wider }
}

// In a name such as `release-1.2` the dot is meant as one.
function withPlainDots(source: string): string {
  return source.replaceAll(/\\.|\[(?:\\.|[^\]])*\]|\.(?![*+?{])/g, (part) => (part === '.' ? '\\.' : part))
}
