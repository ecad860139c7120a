import type { Condition, Job, Ref, Status, Test } from '../ir.ts'
import { type Desk, use } from './desk.ts'
import { literal, object } from './literal.ts'
import { tellRef } from './value.ts'

/** When a job or step runs, as code; undefined: after success, always. */
export function tellWhen(status: Status, condition: Condition, job: Job, desk: Desk): string | undefined {
  const held = 'all' in condition ? condition.all : 'test' in condition && condition.test === 'true' ? [] : [condition]
  const parts = [
    ...(status === 'success' ? [] : [`${use(desk, status === 'failure' ? 'onFailure' : 'always')}()`]),
    ...held.map((part) => tellCondition(part, job, desk)),
  ]
  if (parts.length === 0) return undefined
  return parts.length === 1 ? parts[0] : `${use(desk, 'all')}(${parts.join(', ')})`
}

function tellCondition(condition: Condition, job: Job, desk: Desk): string {
  const group = (name: 'all' | 'any', parts: readonly Condition[]): string =>
    `${use(desk, name)}(${parts.map((part) => tellCondition(part, job, desk)).join(', ')})`
  if ('all' in condition) return group('all', condition.all)
  if ('any' in condition) return group('any', condition.any)
  if (!('not' in condition)) return tellTest(condition, job, desk)
  const { not } = condition
  if ('test' in not && not.test === 'equals') return compared(not, 'isNot', job, desk)
  return `${use(desk, 'not')}(${tellCondition(not, job, desk)})`
}

function tellTest(test: Test, job: Job, desk: Desk): string {
  const call = (name: string, words: readonly string[]): string =>
    `${use(desk, name)}(${words.map(literal).join(', ')})`
  switch (test.test) {
    case 'true':
      return `${use(desk, 'all')}()`
    case 'false':
      return `${use(desk, 'not')}(${use(desk, 'all')}())`
    case 'event':
      return call('event', test.events)
    case 'schedule':
      return `${use(desk, 'event')}(${desk.known.get(`schedule ${test.name}`) ?? literal('schedule')})`
    case 'branch':
    case 'tag':
    case 'targetBranch':
      return call(test.test, test.patterns)
    case 'changed':
      return call('changed', test.paths)
    case 'fork':
      return call('fork', [])
    case 'equals':
      return compared(test, 'is', job, desk)
    case 'vendor':
      return `${use(desk, 'vendorCondition')}(${object(Object.entries(test.texts).map(([vendor, text]) => [vendor, literal(text)] as const))})`
  }
}

function compared(test: Extract<Test, { test: 'equals' }>, how: 'is' | 'isNot', job: Job, desk: Desk): string {
  const { value, to } = test
  const typed = typeOf(value, job, desk)
  const code = tellRef(value, desk)
  if (typed === 'truth' && (to === 'true' || to === 'false')) return `${code}.${how}(${to})`
  if (typed === 'number' && to !== '' && String(Number(to)) === to) return `${code}.${how}(${to})`
  if (typed === 'text' || (Array.isArray(typed) && typed.includes(to))) return `${code}.${how}(${literal(to)})`
  // What the value cannot be by its type, it can be on other events.
  use(desk, 'type Value')
  return `(${code} as Value<never> as Value).${how}(${literal(to)})`
}

const events = ['push', 'tag', 'pullRequest', 'schedule', 'manual', 'api']

function typeOf(ref: Ref, job: Job, desk: Desk): 'text' | 'truth' | 'number' | readonly string[] {
  if (ref.ref === 'context') return ref.name === 'event' ? events : ref.name === 'pullRequest.fork' ? 'truth' : 'text'
  if (ref.ref === 'matrix') {
    const axis = job.matrix?.axes.find(({ name }) => name === ref.key)
    const open = (job.matrix?.include ?? []).some((row) =>
      Object.keys(row).some((key) => !job.matrix?.axes.some(({ name }) => name === key)),
    )
    return axis === undefined || open ? 'text' : axis.values
  }
  if (ref.ref !== 'input') return 'text'
  const input = desk.pipeline.triggers
    .flatMap((trigger) => (trigger.kind === 'manual' ? trigger.inputs : []))
    .find(({ name }) => name === ref.name)
  if (input === undefined || input.type === 'string') return 'text'
  return input.type === 'boolean' ? 'truth' : input.type === 'number' ? 'number' : input.options
}
