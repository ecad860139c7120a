import type { Condition, Test, Trigger } from '../ir.ts'
import { covers, disjoint } from '../pattern.ts'
import { isNo, no, yes } from './build.ts'
import { reduce } from './reduce.ts'

/** What is left of a condition in a run that the trigger started: tests that it decides are worked in. */
export function given(condition: Condition, trigger: Trigger): Condition {
  return reduce(condition, (test) => decide(test, trigger))
}

/** Whether a condition can hold in some run of the triggers, as far as can be told. */
export function canHold(condition: Condition, triggers: readonly Trigger[]): boolean {
  return triggers.some((trigger) => !isNo(given(condition, trigger)))
}

/** What is left of a condition in the cell of a matrix. */
export function inCell(condition: Condition, cell: Readonly<Record<string, string>>): Condition {
  return reduce(condition, (test) => {
    if (test.test !== 'equals' || test.value.ref !== 'matrix') return test
    return cell[test.value.key] === test.to ? yes : no
  })
}

function decide(test: Test, trigger: Trigger): Condition {
  switch (test.test) {
    case 'event':
      return test.events.includes(trigger.kind) ? yes : no
    case 'schedule':
      return trigger.kind === 'schedule' && trigger.name === test.name ? yes : no
    case 'branch':
      return ofBranch(test, trigger)
    case 'tag':
      return trigger.kind === 'tag' ? named(test, test.patterns, trigger.tags) : maybeTag(test, trigger)
    case 'targetBranch':
      return trigger.kind === 'pullRequest' ? named(test, test.patterns, trigger.branches) : no
    case 'fork':
      return trigger.kind === 'pullRequest' ? test : no
    case 'equals':
      return equals(test, trigger)
    case 'changed':
      // Where there is nothing to compare with, everything counts as changed.
      return trigger.kind === 'push' || trigger.kind === 'pullRequest' ? test : yes
    default:
      return test
  }
}

// A start by hand or by the API can name a tag too, so that even the pattern for all branches is not decided there.
function ofBranch(test: Extract<Test, { test: 'branch' }>, trigger: Trigger): Condition {
  if (trigger.kind === 'tag' || trigger.kind === 'pullRequest') return no
  if (trigger.kind === 'manual' || trigger.kind === 'api') return test
  return named(test, test.patterns, trigger.kind === 'push' ? trigger.branches : [])
}

// A start by hand or by the API can name a tag; a push, a pull request and a schedule cannot.
function maybeTag(test: Test, trigger: Trigger): Condition {
  return trigger.kind === 'manual' || trigger.kind === 'api' ? test : no
}

function named(test: Test, wanted: readonly string[], admitted: readonly string[]): Condition {
  if (wanted.includes('**')) return yes
  if (admitted.length === 0) return test
  if (admitted.every((pattern) => covers(wanted, pattern))) return yes
  if (admitted.every((pattern) => wanted.every((other) => disjoint(other, pattern)))) return no
  return test
}

function equals(test: Extract<Test, { test: 'equals' }>, trigger: Trigger): Condition {
  const { value, to } = test
  if (value.ref === 'payload')
    return trigger.kind === 'api' && trigger.event === value.event ? test : to === '' ? yes : no
  if (value.ref === 'context' && value.name === 'event') return trigger.kind === to ? yes : no
  return test
}
