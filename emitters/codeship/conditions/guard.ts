import { tests } from '../../../src/condition/tests.ts'
import type { Condition, Test } from '../../../src/ir.ts'
import { conditionCommand, conditionCommands } from '../../../src/shell/condition.ts'
import { shellWord } from '../../../src/shell/quote.ts'
import { shellMatch } from '../pattern.ts'
import { quoted, type Scope } from '../values.ts'
import type { Kind } from './fold.ts'

/** The shell variable that holds what a build is of. */
export const eventVariable = 'pipegen_event'

/** Whether a condition asks what a build is of. */
export function asksEvent(condition: Condition): boolean {
  return tests(condition).some((test) => test.test === 'event' || test.test === 'branch' || test.test === 'tag')
}

/**
 * Finds out what a build is of. CodeShip gives branches and tags in one variable; but it describes the commit of a tag by the
 * name of the tag: https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps
 */
export function findEvent(scope: Pick<Scope, 'flavor'>, exported: boolean): string {
  return [
    `if [ -n "$CI_PR_NUMBER" ]; then ${eventVariable}=pullRequest`,
    `elif [ "${descriptionIn(scope)}" = "$CI_BRANCH" ]; then ${eventVariable}=tag`,
    `else ${eventVariable}=push; fi`,
    ...(exported ? [`export ${eventVariable}`] : []),
  ].join('\n')
}

/** The block that ends a script where a condition does not hold. */
export function skipUnless(condition: Condition, scope: Scope): string {
  const kinds = 'test' in condition && condition.test === 'event' ? condition.events : []
  if (kinds.length > 0) {
    const [isRequest, none] = ['[ -n "$CI_PR_NUMBER" ]', '[ -z "$CI_PR_NUMBER" ]']
    const isTag = (sign: '=' | '!=') => `[ "${descriptionIn(scope)}" ${sign} "$CI_BRANCH" ]`
    const other = kinds.includes('pullRequest')
      ? kinds.includes('push')
        ? `${none} && ${isTag('=')}`
        : kinds.includes('tag')
          ? `${none} && ${isTag('!=')}`
          : none
      : kinds.includes('push')
        ? kinds.includes('tag')
          ? isRequest
          : `${isRequest} || ${isTag('=')}`
        : `${isRequest} || ${isTag('!=')}`
    return skip(
      `if ${other}; then`,
      `Nothing to do: this is no ${kinds.map((kind) => words[kind as Kind]).join(' or ')}.`,
    )
  }
  return skip(
    `if ${guardOf(condition, scope)}; then :; else`,
    'Nothing to do: the condition of this job does not hold.',
  )
}

const words: Readonly<Record<Kind, string>> = { push: 'push of a branch', tag: 'tag', pullRequest: 'pull request' }

/** Whether a guard asks for the event by itself. */
export function isBareEvent(condition: Condition): boolean {
  return 'test' in condition && condition.test === 'event'
}

function skip(head: string, message: string): string {
  return [head, `  echo '${message}'`, '  exit 0', 'fi'].join('\n')
}

// CodeShip describes a commit by `git describe --abbrev=1 --tags --always`.
function descriptionIn({ flavor }: Pick<Scope, 'flavor'>): string {
  return flavor.images ? '$CI_COMMIT_DESCRIPTION' : '$(git describe --abbrev=1 --tags --always)'
}

/** A condition as a shell command that succeeds where it holds. */
export function guardOf(condition: Condition, scope: Scope): string {
  return conditionCommand(condition, (test) => leaf(test, scope))
}

function leaf(test: Test, scope: Scope): string {
  switch (test.test) {
    case 'branch':
    case 'tag':
      return shellMatch('CI_BRANCH', test.patterns)
    case 'event': {
      const [first, ...others] = test.events.map((event) => `[ "$${eventVariable}" = ${event} ]`)
      return first === undefined ? 'false' : others.length === 0 ? first : `{ ${[first, ...others].join(' || ')}; }`
    }
    case 'equals':
      return `[ ${quoted([test.value], scope)} = ${shellWord(test.to)} ]`
    default:
      // What cannot be told does not hold: the table has refused it.
      return test.test === 'true' ? 'true' : 'false'
  }
}

/** The tests that a condition comes to in a script: none where it is known to hold. */
export function guardsOf(condition: Condition, scope: Scope): readonly string[] {
  return conditionCommands(condition, (test) => leaf(test, scope))
}
