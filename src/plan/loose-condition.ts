import type { Condition, Pipeline, Test } from '../ir.ts'
import type { Outcomes, PlanEvent } from './event.ts'
import { holds } from './holds.ts'
import { isNamed } from './match.ts'
import { refValue, type Scope } from './values.ts'

interface Run {
  readonly pipeline: Pipeline
  readonly event: PlanEvent
  readonly outcomes: Outcomes
}

/**
 * A condition in which any comparison of names may have no regard to case: each counts so that the whole holds more, or
 * less, often. Other tests stay as they are.
 */
export function looseCondition(condition: Condition, wanted: 'more' | 'less', run: Run): Condition {
  if ('all' in condition) return { all: condition.all.map((part) => looseCondition(part, wanted, run)) }
  if ('any' in condition) return { any: condition.any.map((part) => looseCondition(part, wanted, run)) }
  if ('not' in condition) return { not: looseCondition(condition.not, wanted === 'more' ? 'less' : 'more', run) }
  if (condition.test === 'equals' && condition.value.ref === 'output') {
    const { job, name } = condition.value
    const left = run.outcomes.outputs[job]?.[name] ?? ''
    return wanted === 'more' && isAlike(left, condition.to) ? { ...condition, to: left } : condition
  }
  const blind = isHeldBlindly(condition, run.event, scopeOf(run))
  if (blind === undefined) return condition
  const exact = holds(condition, scopeOf(run))
  return { test: (wanted === 'more' ? exact || blind : exact && blind) ? 'true' : 'false' }
}

function isHeldBlindly(test: Test, event: PlanEvent, scope: Scope): boolean | undefined {
  const named = (patterns: readonly string[], name: string): boolean =>
    isNamed(
      patterns.map((pattern) => pattern.toLowerCase()),
      name.toLowerCase(),
    )
  if (test.test === 'branch')
    return event.name !== 'tag' && event.name !== 'pullRequest' && named(test.patterns, event.branch)
  if (test.test === 'tag') return event.name === 'tag' && named(test.patterns, event.tag)
  if (test.test === 'targetBranch')
    return event.name === 'pullRequest' && named(test.patterns, event.pullRequest?.targetBranch ?? '')
  if (test.test !== 'equals' || (test.value.ref !== 'context' && test.value.ref !== 'payload')) return undefined
  const value = refValue(test.value, scope)
  return value === undefined ? undefined : isAlike(value, test.to)
}

function scopeOf({ pipeline, event }: Run): Scope {
  return { pipeline, event, job: '', cell: null, output: () => '' }
}

function isAlike(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
