import { no, yes } from '../../../src/condition/build.ts'
import { given, inCell } from '../../../src/condition/given.ts'
import { reduce } from '../../../src/condition/reduce.ts'
import type { Cell, Condition, ContextName, Input, Pipeline, Ref, Test } from '../../../src/ir.ts'
import { covers, disjoint } from '../../../src/pattern.ts'
import type { Start } from '../start.ts'

/** What is left of a condition in the runs of a start, and in one cell of a matrix. */
export function fold(condition: Condition, start: Start, cell: Cell = {}): Condition {
  return reduce(given(inCell(condition, cell), start.known), (test) => decide(test, start))
}

/** The input of a story by name. */
export function inputOf(pipeline: Pipeline, name: string): Input | undefined {
  return pipeline.triggers
    .flatMap((trigger) => (trigger.kind === 'manual' ? trigger.inputs : []))
    .find((input) => input.name === name)
}

/** The value of a reference where the start alone tells it. */
export function constantOf(ref: Ref, start: Start): string | undefined {
  if (ref.ref === 'input')
    return start.trigger.kind === 'manual' ? undefined : (inputOf(start.pipeline, ref.name)?.default ?? '')
  if (ref.ref === 'payload') return start.trigger.kind === 'api' && start.trigger.event === ref.event ? undefined : ''
  return ref.ref === 'context' ? constantContext(ref.name, start) : undefined
}

function constantContext(name: ContextName, { of, trigger, pipeline }: Start): string | undefined {
  if (name === 'event') return trigger.kind
  if (name === 'defaultBranch') return pipeline.defaultBranch
  if (name === 'branch') return of === 'branch' || of === 'any' ? undefined : ''
  if (name === 'tag') return of === 'tag' || of === 'any' ? undefined : ''
  if (!name.startsWith('pullRequest.')) return undefined
  // Pull requests from forks start nothing: https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/
  if (of === 'pullRequest') return name === 'pullRequest.fork' ? 'false' : undefined
  return ''
}

function decide(test: Test, start: Start): Condition {
  if (test.test === 'fork') return no
  if (test.test === 'equals') {
    const value = constantOf(test.value, start)
    return value === undefined ? test : value === test.to ? yes : no
  }
  if (test.test !== 'branch') return test
  const patterns = test.patterns.filter((pattern) => !covers(start.elsewhere, pattern))
  if (patterns.length === 0) return no
  const { known } = start
  const open = known.kind !== 'push' || known.branches.length === 0
  const reached = open
    ? patterns
    : patterns.filter((pattern) => known.branches.some((branch) => !disjoint(branch, pattern)))
  return reached.length === 0 ? no : { test: 'branch', patterns: reached }
}
