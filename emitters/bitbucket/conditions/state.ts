import type { Condition, Ref, Test } from '../../../src/ir.ts'
import { isLiteral } from '../../../src/pattern.ts'
import { encode } from '../outputs.ts'
import { canGlob, globsOf } from '../pattern.ts'
import type { Start } from '../start.ts'

/** A part of an expression, and how loosely it binds. */
interface Part {
  readonly text: string
  readonly joint: 'none' | 'and' | 'or'
}

/**
 * A condition in the language of `condition.state` and `triggers`; undefined where that cannot say it for certain: a
 * variable that may be missing is compared only where a missing one makes the step not run, and texts that could be read
 * as numbers or need escapes not at all. https://www.atlassian.com/blog/bitbucket/introducing-dynamic-step-condition-for-bitbucket-pipelines
 */
export function stateOf(condition: Condition, start: Start): string | undefined {
  return speak(condition, false, start)?.text
}

function speak(condition: Condition, negated: boolean, start: Start): Part | undefined {
  if ('not' in condition) return speak(condition.not, !negated, start)
  if ('all' in condition) return join(condition.all, negated ? 'or' : 'and', negated, start)
  if ('any' in condition) return join(condition.any, negated ? 'and' : 'or', negated, start)
  return leaf(condition, negated, start)
}

function join(conditions: readonly Condition[], joint: 'and' | 'or', negated: boolean, start: Start): Part | undefined {
  const texts: string[] = []
  for (const condition of conditions) {
    const part = speak(condition, negated, start)
    if (part === undefined) return undefined
    texts.push(part.joint === 'none' || part.joint === joint ? part.text : `(${part.text})`)
  }
  return { text: texts.join(joint === 'and' ? ' && ' : ' || '), joint: texts.length > 1 ? joint : 'none' }
}

function leaf(test: Test, negated: boolean, start: Start): Part | undefined {
  switch (test.test) {
    case 'branch':
      return named('BITBUCKET_BRANCH', test.patterns, negated, start.of === 'branch')
    case 'tag':
      return named('BITBUCKET_TAG', test.patterns, negated, start.of === 'tag')
    case 'targetBranch':
      return named('BITBUCKET_PR_DESTINATION_BRANCH', test.patterns, negated, start.of === 'pullRequest')
    case 'equals':
      return equals(test, negated, start)
    default:
      return undefined
  }
}

function named(variable: string, patterns: readonly string[], negated: boolean, there: boolean): Part | undefined {
  if ((negated && !there) || !patterns.every((pattern) => canGlob(pattern) && sayable(pattern))) return undefined
  const tests = patterns.flatMap((pattern) =>
    isLiteral(pattern)
      ? [`${variable} ${negated ? '!=' : '=='} "${pattern}"`]
      : globsOf(pattern).map((glob) => `${negated ? '!' : ''}glob(${variable}, "${glob}")`),
  )
  return { text: tests.join(negated ? ' && ' : ' || '), joint: tests.length > 1 ? (negated ? 'and' : 'or') : 'none' }
}

function equals(test: Extract<Test, { test: 'equals' }>, negated: boolean, start: Start): Part | undefined {
  const found = variableOf(test.value, start)
  const to = test.value.ref === 'output' ? encode(test.to) : test.to
  // A failed or skipped job leaves no variable, which then stands for the empty text.
  if (found === undefined || test.to === '' || !sayable(to) || (negated && !found.there)) return undefined
  return { text: `${found.name} ${negated ? '!=' : '=='} "${to}"`, joint: 'none' }
}

/** The variable behind a reference, and whether it is there in every run. */
function variableOf(ref: Ref, { of, names }: Start): { readonly name: string; readonly there: boolean } | undefined {
  // A job that did not run leaves none.
  if (ref.ref === 'output') return { name: names.output(ref.job, ref.name), there: false }
  if (ref.ref === 'input') return { name: names.input(ref.name), there: false }
  if (ref.ref === 'payload') return { name: names.payload(ref.event, ref.key), there: false }
  if (ref.ref !== 'context') return undefined
  switch (ref.name) {
    case 'branch':
      return { name: 'BITBUCKET_BRANCH', there: of === 'branch' }
    case 'tag':
      return { name: 'BITBUCKET_TAG', there: of === 'tag' }
    case 'pullRequest.sourceBranch':
      return { name: 'BITBUCKET_BRANCH', there: of === 'pullRequest' }
    case 'pullRequest.targetBranch':
      return { name: 'BITBUCKET_PR_DESTINATION_BRANCH', there: of === 'pullRequest' }
    default:
      return undefined
  }
}

function sayable(text: string): boolean {
  return !/["\\$\n\r]/.test(text) && !/^(?:true|false|null|[-+.\d]*)$/i.test(text)
}
