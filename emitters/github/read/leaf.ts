import { allOf, anyOf, notOf } from '../../../src/condition/build.ts'
import type { Condition, EventName, Test } from '../../../src/ir.ts'
import { type Node, readExpression } from './expression.ts'
import type { Known } from './known.ts'
import { readValue } from './value.ts'

/** The events of ours behind one of theirs. */
const eventsOf: Readonly<Record<string, readonly EventName[]>> = {
  push: ['push', 'tag'],
  pull_request: ['pullRequest'],
  schedule: ['schedule'],
  workflow_dispatch: ['manual'],
  repository_dispatch: ['api'],
}

const fork: Test = { test: 'fork' }
const ofPull: Test = { test: 'event', events: ['pullRequest'] }

/** A test of an expression; undefined where it has no portable meaning. */
export function readTest(node: Node, known: Known): Condition | undefined {
  if ('sign' in node) {
    if (node.sign !== '==' && node.sign !== '!=') return undefined
    const equal = equals(node.left, node.right, known) ?? equals(node.right, node.left, known)
    return equal === undefined ? undefined : node.sign === '==' ? equal : notOf(equal)
  }
  if ('call' in node && node.call === 'startswith') return startsWith(node.args)
  return 'path' in node ? holds(node, known) : undefined
}

function equals(value: Node, to: Node, known: Known): Condition | undefined {
  if (!('path' in value)) return undefined
  const path = value.path.join('.')
  if (path === 'github.event.pull_request.head.repo.full_name')
    return 'path' in to && to.path.join('.') === 'github.repository' ? allOf([ofPull, notOf(fork)]) : undefined
  if (!('value' in to)) return undefined
  if (typeof to.value === 'boolean') return ofTruth(value, to.value, known)
  if (typeof to.value !== 'string') return undefined
  const text = to.value
  const check = text === 'true' ? checked(value.path, known) : undefined
  if (check !== undefined) return check
  switch (path) {
    case 'github.event_name':
      return eventsOf[text] === undefined ? undefined : { test: 'event', events: eventsOf[text] }
    case 'github.ref':
      return named(text, '')
    case 'github.ref_name':
      // The name of a pull request is its number and `/merge`.
      return text.includes('*') || /\/merge$/.test(text)
        ? undefined
        : anyOf([
            { test: 'branch', patterns: [text] },
            { test: 'tag', patterns: [text] },
          ])
    case 'github.ref_type':
      if (text === 'tag') return { test: 'tag', patterns: ['**'] }
      return text === 'branch' && !known.kinds.has('pullRequest') ? { test: 'branch', patterns: ['**'] } : undefined
    case 'github.base_ref':
      return text === '' || text.includes('*') ? undefined : { test: 'targetBranch', patterns: [text] }
    case 'github.event.schedule': {
      const schedule = known.triggers.find((trigger) => trigger.kind === 'schedule' && trigger.cron === text)
      return schedule?.kind === 'schedule' ? { test: 'schedule', name: schedule.name } : undefined
    }
    default:
      return ofValue(value, text, known)
  }
}

// A test that a job of ours makes is the test itself.
function checked(path: readonly string[], known: Known): Condition | undefined {
  const [context, job, key, name = ''] = path
  if (context !== 'needs' || job !== known.checks?.id || key !== 'outputs') return undefined
  const test = known.checks?.tests.get(name)
  if (test === undefined || !('expression' in test)) return test
  const value = readExpression(test.expression)
  return value === undefined ? undefined : equals(value, { value: test.to }, known)
}

function named(ref: string, more: '' | '**'): Condition | undefined {
  const [, kind, name = ''] = /^refs\/(heads|tags)\/(.*)$/s.exec(ref) ?? []
  if (kind === undefined || name.includes('*') || (name === '' && more === '')) return undefined
  return { test: kind === 'heads' ? 'branch' : 'tag', patterns: [name + more] }
}

function startsWith(args: readonly Node[]): Condition | undefined {
  const [value, start] = args
  if (value === undefined || start === undefined || !('path' in value) || !('value' in start)) return undefined
  const text = String(start.value)
  const path = value.path.join('.')
  if (path === 'github.ref') return named(text, '**')
  if (path === 'github.base_ref' && text !== '' && !text.includes('*'))
    return { test: 'targetBranch', patterns: [`${text}**`] }
  return undefined
}

function ofValue(value: Node, to: string, known: Known): Condition | undefined {
  const ref = readValue(value, known)
  if (ref === undefined) return undefined
  if (ref.ref === 'input') {
    const input = known.inputs.get(ref.name)
    // In other runs the vendor has nothing, and we the default.
    if (known.kinds.size > 1 && (input?.default === to || (to === '' && input?.default !== ''))) return undefined
    return { test: 'equals', value: ref, to }
  }
  return ref.ref === 'context' || ref.ref === 'output' || ref.ref === 'payload'
    ? { test: 'equals', value: ref, to }
    : undefined
}

function ofTruth(value: Node, to: boolean, known: Known): Condition | undefined {
  const ref = readInput(value, known)
  return ref === undefined ? undefined : { test: 'equals', value: ref, to: String(to) }
}

// A value by itself: an input of yes and no, or any text that is not empty.
function holds(node: Extract<Node, { readonly path: unknown }>, known: Known): Condition | undefined {
  const input = readInput(node, known)
  if (input !== undefined) return { test: 'equals', value: input, to: 'true' }
  if (node.path.join('.') === 'github.head_ref' || node.path.join('.') === 'github.base_ref') return ofPull
  const ref = readValue(node, known)
  return ref?.ref === 'output' ? notOf({ test: 'equals', value: ref, to: '' }) : undefined
}

function readInput(node: Node, known: Known) {
  if (!('path' in node) || node.path[0] !== 'inputs' || node.path.length !== 2) return undefined
  const name = node.path[1] ?? ''
  const input = known.inputs.get(name)
  if (input?.type !== 'boolean' || (known.kinds.size > 1 && input.default === 'true')) return undefined
  return { ref: 'input', name } as const
}
