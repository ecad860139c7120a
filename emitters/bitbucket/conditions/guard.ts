import { isYes } from '../../../src/condition/build.ts'
import type { Condition, Test } from '../../../src/ir.ts'
import { shellWord } from '../../../src/shell/quote.ts'
import { shellMatch } from '../pattern.ts'
import { quoted, type Scope } from '../values.ts'

/** A condition as a shell command that succeeds where it holds. Changed paths cannot be asked for there: they count as changed. */
export function guardOf(condition: Condition, scope: Scope): string {
  if ('not' in condition) return `! ${grouped(condition.not, scope)}`
  if ('all' in condition) return condition.all.map((part) => grouped(part, scope)).join(' && ')
  if ('any' in condition) return condition.any.map((part) => grouped(part, scope)).join(' || ')
  return leaf(condition, scope)
}

function grouped(condition: Condition, scope: Scope): string {
  const text = guardOf(condition, scope)
  const simple = 'test' in condition && /^\[ [^|&]* \]$/.test(text)
  return simple ? text : `{ ${text}; }`
}

function leaf(test: Test, scope: Scope): string {
  switch (test.test) {
    case 'branch':
      return shellMatch('BITBUCKET_BRANCH', test.patterns)
    case 'tag':
      return shellMatch('BITBUCKET_TAG', test.patterns)
    case 'targetBranch':
      return shellMatch('BITBUCKET_PR_DESTINATION_BRANCH', test.patterns)
    case 'equals':
      return `[ ${quoted([test.value], scope)} = ${shellWord(test.to)} ]`
    default:
      return test.test === 'false' || test.test === 'fork' ? 'false' : 'true'
  }
}

/** The tests that a condition comes to in a script: none where it is known to hold. */
export function guardsOf(condition: Condition, scope: Scope): readonly string[] {
  return isYes(condition) ? [] : [guardOf(condition, scope)]
}
