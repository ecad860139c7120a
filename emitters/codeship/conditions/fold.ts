import { no, yes } from '../../../src/condition/build.ts'
import { given, inCell } from '../../../src/condition/given.ts'
import { reduce } from '../../../src/condition/reduce.ts'
import type { Cell, Condition, ContextName, Pipeline, Ref, Test, Trigger } from '../../../src/ir.ts'

/** What a build is of, as far as CodeShip tells it. */
export type Kind = 'push' | 'tag' | 'pullRequest'

/** A trigger that CodeShip has an event for; all others look like a push. */
export type Told = Extract<Trigger, { readonly kind: Kind }>

/** The triggers of a story that CodeShip has events for. */
export function toldTriggers(pipeline: Pipeline): readonly Told[] {
  return pipeline.triggers.filter(
    (trigger): trigger is Told => trigger.kind === 'push' || trigger.kind === 'tag' || trigger.kind === 'pullRequest',
  )
}

/** What is left of a condition in the builds of a trigger, and in one cell of a matrix. */
export function fold(condition: Condition, trigger: Trigger, pipeline: Pipeline, cell: Cell = {}): Condition {
  return reduce(given(inCell(condition, cell), trigger), (test) => decide(test, trigger, pipeline))
}

/** The value of a reference where the kind of a build alone tells it; `kinds` are those that can be. */
export function constantOf(ref: Ref, kinds: readonly Kind[], pipeline: Pipeline): string | undefined {
  if (ref.ref === 'input') {
    const inputs = pipeline.triggers.flatMap((trigger) => (trigger.kind === 'manual' ? trigger.inputs : []))
    return inputs.find((input) => input.name === ref.name)?.default ?? ''
  }
  if (ref.ref === 'payload') return ''
  return ref.ref === 'context' ? constantContext(ref.name, kinds, pipeline) : undefined
}

function constantContext(name: ContextName, kinds: readonly Kind[], pipeline: Pipeline): string | undefined {
  const [only] = kinds
  if (name === 'event') return kinds.length === 1 ? only : undefined
  if (name === 'defaultBranch') return pipeline.defaultBranch
  if (name === 'branch') return kinds.includes('push') ? undefined : ''
  if (name === 'tag') return kinds.includes('tag') ? undefined : ''
  // https://docs.cloudbees.com/docs/cloudbees-codeship/latest/general-projects/getting-started
  if (name === 'pullRequest.fork')
    return kinds.length === 1 && only === 'pullRequest' ? 'false' : kinds.includes('pullRequest') ? undefined : ''
  return name.startsWith('pullRequest.') && !kinds.includes('pullRequest') ? '' : undefined
}

function decide(test: Test, trigger: Trigger, pipeline: Pipeline): Condition {
  if (test.test === 'fork') return no
  if (test.test !== 'equals') return test
  const kind = trigger.kind === 'tag' || trigger.kind === 'pullRequest' ? trigger.kind : 'push'
  const value = constantOf(test.value, [kind], pipeline)
  return value === undefined ? test : value === test.to ? yes : no
}
