import type { Condition, Test } from '../ir.ts'
import { isNamed } from './match.ts'
import { changedIn } from './starts.ts'
import { refValue, type Scope } from './values.ts'

/** Whether a condition holds in a run. */
export function holds(condition: Condition, scope: Scope): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, scope))
  if ('any' in condition) return condition.any.some((part) => holds(part, scope))
  if ('not' in condition) return !holds(condition.not, scope)
  return passes(condition, scope)
}

/** The smallest part of a condition that alone keeps it from holding. */
export function failingPart(condition: Condition, scope: Scope): Condition {
  const part = 'all' in condition ? condition.all.find((one) => !holds(one, scope)) : undefined
  return part === undefined ? condition : failingPart(part, scope)
}

function passes(test: Test, scope: Scope): boolean {
  const { event } = scope
  switch (test.test) {
    case 'true':
      return true
    case 'false':
      return false
    case 'event':
      return test.events.includes(event.name)
    case 'schedule':
      return event.name === 'schedule' && event.schedule === test.name
    case 'branch':
      return event.name !== 'tag' && event.name !== 'pullRequest' && isNamed(test.patterns, event.branch)
    case 'tag':
      return event.name === 'tag' && isNamed(test.patterns, event.tag)
    case 'targetBranch':
      return event.name === 'pullRequest' && isNamed(test.patterns, event.pullRequest?.targetBranch ?? '')
    case 'changed':
      return changedIn(event)?.some((file) => isNamed(test.paths, file)) ?? true
    case 'fork':
      return event.name === 'pullRequest' && event.pullRequest?.fork === true
    case 'equals':
      return refValue(test.value, scope) === test.to
    // Only the vendor knows; nothing is said to run that may not.
    case 'vendor':
      return false
  }
}
