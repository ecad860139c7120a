import { allOf, anyOf, notOf, yes } from '../../../src/condition/build.ts'
import type { Condition, EventName } from '../../../src/ir.ts'
import { type Expression, type Operand, readExpression, writeExpression } from './expression.ts'
import { patternsOf } from './pattern.ts'

const sources: Readonly<Record<string, readonly EventName[]>> = {
  push: ['push', 'tag'],
  web: ['manual'],
  merge_request_event: ['pullRequest'],
}

const ofPullRequests = /^CI_(?:MERGE_REQUEST_(?:IID|ID)|OPEN_MERGE_REQUESTS)$/

/** What GitLab alone can test: it keeps its own words, and other vendors never run what hangs on it. */
export function inOwnWords(text: string): Condition {
  return { test: 'vendor', texts: { gitlab: text } }
}

/** A test that always holds on GitLab, for what stands in its own words elsewhere in the job. */
export const onlyHere: Condition = inOwnWords('$CI_PIPELINE_SOURCE')

/** An expression as a condition. Where a part of it has no portable meaning, that part keeps its own words. */
export function conditionOf(expression: Expression, defaultBranch: string): Condition {
  if ('parts' in expression && expression.kind === 'all')
    return allOf(expression.parts.map((part) => conditionOf(part, defaultBranch)))
  if ('parts' in expression) {
    const gone = expression.parts.flatMap((part) => absentIn(part, expression.parts))
    const others = expression.parts.filter((part) => !gone.some((name) => isNothing(part, name)))
    return anyOf([...others.map((part) => conditionOf(part, defaultBranch)), ...gone.map(absent)])
  }
  return leafOf(expression, defaultBranch) ?? inOwnWords(writeExpression(expression))
}

/** The opposite of a condition. GitLab has no negation, so that its own words are turned round one by one. */
export function oppositeOf(condition: Condition): Condition {
  if ('all' in condition) return anyOf(condition.all.map(oppositeOf))
  if ('any' in condition) return allOf(condition.any.map(oppositeOf))
  if ('not' in condition) return condition.not
  if (condition.test !== 'vendor') return notOf(condition)
  const expression = readExpression(condition.texts.gitlab ?? '')
  return expression === undefined ? onlyHere : inOwnWords(writeExpression(invert(expression)))
}

const opposites = { '==': '!=', '!=': '==', '=~': '!~', '!~': '=~' } as const

function invert(expression: Expression): Expression {
  if ('parts' in expression)
    return { kind: expression.kind === 'all' ? 'any' : 'all', parts: expression.parts.map(invert) }
  if (expression.kind === 'test') return { ...expression, how: opposites[expression.how] }
  return emptiness(expression.variable)
}

function emptiness(variable: string): Expression {
  return {
    kind: 'any',
    parts: [
      { kind: 'test', variable, how: '==', to: { nothing: true } },
      { kind: 'test', variable, how: '==', to: { text: '' } },
    ],
  }
}

// That a variable is empty or not there takes two tests, and is the opposite of one.
function absent(variable: string): Condition {
  const there = presence(variable)
  return there === undefined ? inOwnWords(writeExpression(emptiness(variable))) : notOf(there)
}

function absentIn(part: Expression, parts: readonly Expression[]): readonly string[] {
  if (!('to' in part) || part.how !== '==' || !('nothing' in part.to)) return []
  const { variable } = part
  return parts.some((other) => other !== part && isNothing(other, variable) && 'to' in other && 'text' in other.to)
    ? [variable]
    : []
}

function isNothing(part: Expression, variable: string): boolean {
  if (!('to' in part) || part.how !== '==' || part.variable !== variable) return false
  return 'nothing' in part.to || ('text' in part.to && part.to.text === '')
}

function leafOf(
  expression: Exclude<Expression, { readonly parts: readonly Expression[] }>,
  defaultBranch: string,
): Condition | undefined {
  const { variable } = expression
  if (expression.kind === 'set') return presence(variable)
  const { how, to } = expression
  const holds = how === '==' || how === '=~'
  const positive = how === '==' || how === '!=' ? equals(variable, to, defaultBranch) : matches(variable, to)
  return positive === undefined || holds ? positive : notOf(positive)
}

function presence(variable: string): Condition | undefined {
  if (variable === 'CI_COMMIT_BRANCH') return { test: 'branch', patterns: ['**'] }
  if (variable === 'CI_COMMIT_TAG') return { test: 'tag', patterns: ['**'] }
  if (ofPullRequests.test(variable) && variable !== 'CI_OPEN_MERGE_REQUESTS')
    return { test: 'event', events: ['pullRequest'] }
  return variable === 'CI_PIPELINE_SOURCE' || variable === 'CI_COMMIT_SHA' ? yes : undefined
}

function equals(variable: string, to: Operand, defaultBranch: string): Condition | undefined {
  if ('nothing' in to) {
    const there = presence(variable)
    return there === undefined ? undefined : notOf(there)
  }
  const text =
    'variable' in to
      ? to.variable === 'CI_DEFAULT_BRANCH'
        ? defaultBranch
        : undefined
      : 'text' in to
        ? to.text
        : undefined
  if (text === undefined || text === '') return undefined
  if (variable === 'CI_PIPELINE_SOURCE') {
    const events = sources[text]
    return events === undefined ? undefined : { test: 'event', events }
  }
  return /[*?]/.test(text) ? undefined : named(variable, [text])
}

function matches(variable: string, to: Operand): Condition | undefined {
  if (!('pattern' in to)) return undefined
  const patterns = patternsOf(to.pattern, to.flags)
  return patterns === undefined ? undefined : named(variable, patterns)
}

function named(variable: string, patterns: readonly string[]): Condition | undefined {
  if (variable === 'CI_COMMIT_BRANCH') return { test: 'branch', patterns }
  if (variable === 'CI_COMMIT_TAG') return { test: 'tag', patterns }
  if (variable === 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME') return { test: 'targetBranch', patterns }
  return undefined
}
