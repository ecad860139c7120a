import type { Condition, Test } from '../../../src/ir.ts'
import { conditionCommand, conditionCommands } from '../../../src/shell/condition.ts'
import { shellWord } from '../../../src/shell/quote.ts'
import { shellMatch } from '../pattern.ts'
import { quoted, type Scope } from '../values.ts'

/** A condition as a shell command that succeeds where it holds. Changed paths cannot be asked for there: they count as changed. */
export function guardOf(condition: Condition, scope: Scope): string {
  return conditionCommand(condition, (test) => leaf(test, scope))
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
  return conditionCommands(condition, (test) => leaf(test, scope))
}
