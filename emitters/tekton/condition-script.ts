import type { Condition, Ref, Test, Text } from '../../src/ir.ts'
import { patternSource } from '../../src/pattern.ts'
import { shellWord } from '../../src/shell/quote.ts'
import type { Run } from './runs.ts'

/** How the tests of a condition read what they are about; `changed` is undefined where there are no sources. */
export interface Reading {
  readonly word: (name: string, value: Text) => string
  readonly run: Run
  readonly changed: ((paths: readonly string[], ignored: readonly string[]) => string) | undefined
}

/** A test of changed files that leaves some out, as a path filter of a trigger does. */
export type Filter = Extract<Test, { readonly test: 'changed' }> & { readonly ignored?: readonly string[] }

/** A condition as a test of a POSIX shell; patterns use the function `matches`. */
export function shellTest(condition: Condition, reading: Reading): string {
  if ('all' in condition) return joined(condition.all, '&&', reading)
  if ('any' in condition) return joined(condition.any, '||', reading)
  if ('not' in condition) return `! ${shellTest(condition.not, reading)}`
  return leaf(condition, reading)
}

/** The function that `shellTest` uses for patterns. */
export const matchesFunction = ['matches() {', '  printf \'%s\\n\' "$1" | grep -Eqx -e "$2"', '}']

/** Whether `shellTest` uses the function. */
export function usesPattern(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(usesPattern)
  if ('any' in condition) return condition.any.some(usesPattern)
  if ('not' in condition) return usesPattern(condition.not)
  return condition.test === 'branch' || condition.test === 'tag' || condition.test === 'targetBranch'
}

/** A regular expression for `grep -Eqx`. */
export function extended(patterns: readonly string[]): string {
  return patterns.map((pattern) => patternSource(pattern)).join('|')
}

function joined(parts: readonly Condition[], operator: string, reading: Reading): string {
  return `{ ${parts.map((part) => shellTest(part, reading)).join(` ${operator} `)}; }`
}

function leaf(test: Test, { word, run, changed }: Reading): string {
  const context = (name: string, ref: Ref) => word(name, [ref])
  const matches = (value: string, patterns: readonly string[]) => `matches ${value} ${shellWord(extended(patterns))}`
  switch (test.test) {
    case 'true':
      return 'true'
    case 'branch':
      return matches(context('BRANCH', { ref: 'context', name: 'branch' }), test.patterns)
    case 'tag':
      return matches(context('TAG', { ref: 'context', name: 'tag' }), test.patterns)
    case 'targetBranch':
      return matches(context('TARGET_BRANCH', { ref: 'context', name: 'pullRequest.targetBranch' }), test.patterns)
    case 'fork':
      return `[ ${context('FORK', { ref: 'context', name: 'pullRequest.fork' })} = true ]`
    case 'changed':
      return changed?.(test.paths, (test as Filter).ignored ?? []) ?? 'true'
    case 'equals':
      return `[ ${word(nameOf(test.value), [test.value])} = ${shellWord(test.to)} ]`
    case 'schedule':
      return String(run.trigger.kind === 'schedule' && run.trigger.name === test.name)
    default:
      return 'false'
  }
}

function nameOf(ref: Ref): string {
  const name = 'name' in ref ? ref.name : 'key' in ref ? ref.key : ref.ref
  const from = ref.ref === 'output' ? `${ref.job}_${name}` : name
  return from.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase()
}
