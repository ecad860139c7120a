import { allOf, anyOf, isNo, isYes, no, notOf, yes } from '../../../src/condition/build.ts'
import type { Condition, ContextName, EventName } from '../../../src/ir.ts'
import { patternsOfRegex } from '../../../src/regex-patterns.ts'
import { type Expression, parse } from './expression.ts'

/** What conditions can ask of a job before it runs. */
export interface Known {
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly env: ReadonlyMap<string, string>
}

/** A condition of a file, as a story says it. */
export interface Read {
  readonly condition: Condition
  /** Words that became wider ones. */
  readonly wider: readonly { readonly from: string; readonly to: string }[]
}

/** The trouble with a condition that a story cannot say. */
export interface Unsaid {
  readonly why: string
}

const events: Readonly<Record<string, readonly EventName[]>> = {
  push: ['push', 'tag'],
  pull_request: ['pullRequest'],
  cron: ['schedule'],
  api: ['manual', 'api'],
}

const contexts: Readonly<Record<string, ContextName>> = {
  repo: 'repository',
  sender: 'actor',
  commit_message: 'commitMessage',
  head_branch: 'pullRequest.sourceBranch',
}

/**
 * A condition of Travis' own language, version 1, as a condition of a story:
 * https://docs.travis-ci.com/user/conditions-v1
 */
export function readCondition(text: string, known: Known): Read | Unsaid {
  const parsed = parse(text)
  if (parsed === undefined) return { why: 'it is not in the language of conditions' }
  const wider: { from: string; to: string }[] = []
  const condition = say(parsed, true, known, wider)
  return condition === undefined ? { why: 'a story has no words for what it asks' } : { condition, wider }
}

// `positive`: whether a wider test makes the whole wider, which is told; else it would make it narrower.
function say(part: Expression, positive: boolean, known: Known, wider: Read['wider'][number][]): Condition | undefined {
  if (part.kind === 'not') {
    const inner = say(part.of, !positive, known, wider)
    return inner === undefined ? undefined : notOf(inner)
  }
  if (part.kind === 'and' || part.kind === 'or') {
    const made = part.parts.map((one) => say(one, positive, known, wider))
    const said = made.filter((one): one is Condition => one !== undefined)
    if (said.length === made.length) return part.kind === 'and' ? allOf(said) : anyOf(said)
    // What is decided already does not need the rest.
    const isSettled = part.kind === 'and' ? isNo : isYes
    return said.find(isSettled)
  }
  if (part.kind === 'term') return truth(knownOf(part.left, known))
  if (part.kind === 'is') {
    const isThere = presence(part.left, known)
    return isThere === undefined ? undefined : part.wanted ? isThere : notOf(isThere)
  }
  if (part.kind === 'in') {
    const tests = part.list.map((one) => equal(part.left, one, known))
    return tests.some((one) => one === undefined) ? undefined : anyOf(tests as readonly Condition[])
  }
  if (part.kind === 'match') return matching(part, positive, known, wider)
  return equal(part.left, part.right, known)
}

type Operand = Extract<Expression, { kind: 'term' }>['left']

// A value that is known while the file is read.
function knownOf(operand: Operand, known: Known): string | undefined {
  if (operand.kind === 'text') return operand.text
  if (operand.kind === 'call') {
    const [first] = operand.of
    const name = first?.kind === 'variable' ? first.name : first === undefined ? undefined : knownOf(first, known)
    if (operand.name === 'env') return name === undefined ? undefined : known.env.get(name)
    const parts = operand.of.map((one) => knownOf(one, known))
    return parts.some((one) => one === undefined) ? undefined : parts.join('')
  }
  return known.attributes[operand.name]
}

function truth(value: string | undefined): Condition | undefined {
  return value === undefined ? undefined : value === 'false' || value === '' ? no : yes
}

function equal(left: Operand, right: Operand, known: Known): Condition | undefined {
  if (left.kind === 'text' && right.kind !== 'text') return equal(right, left, known)
  const [one, other] = [knownOf(left, known), knownOf(right, known)]
  if (one !== undefined && other !== undefined) return one === other ? yes : no
  // A word of an unquoted list may be the name of an attribute.
  const text = other ?? (right.kind === 'variable' ? right.name : undefined)
  if (left.kind !== 'variable' || text === undefined) return undefined
  if (left.name === 'type') {
    const told = Object.hasOwn(events, text) ? events[text] : undefined
    return told === undefined ? no : { test: 'event', events: told }
  }
  if (left.name === 'branch') return ofBranch([text])
  if (left.name === 'tag') return text === '' ? notOf(anyTag) : { test: 'tag', patterns: [text] }
  const context = Object.hasOwn(contexts, left.name) ? contexts[left.name] : undefined
  return context === undefined ? undefined : { test: 'equals', value: { ref: 'context', name: context }, to: text }
}

const anyTag: Condition = { test: 'tag', patterns: ['**'] }

// The branch of a pull request is the one that it goes into. That of a tag has the name of the tag, which matters where
// there is a gap in the pattern: no tag has the very name of a branch.
function ofBranch(patterns: readonly string[]): Condition {
  const open = patterns.filter((pattern) => pattern.includes('*'))
  return anyOf([
    { test: 'branch', patterns },
    { test: 'targetBranch', patterns },
    ...(open.length === 0 ? [] : [{ test: 'tag', patterns: open } as const]),
  ])
}

function presence(operand: Operand, known: Known): Condition | undefined {
  if (operand.kind === 'variable' && operand.name === 'tag') return anyTag
  if (operand.kind === 'variable' && ['branch', 'type', 'repo', 'sender', 'commit_message'].includes(operand.name))
    return yes
  if (operand.kind === 'variable' && ['head_branch', 'head_repo'].includes(operand.name))
    return { test: 'event', events: ['pullRequest'] }
  const value = knownOf(operand, known)
  return value === undefined ? undefined : value === '' ? no : yes
}

function matching(
  { left, pattern }: Extract<Expression, { kind: 'match' }>,
  positive: boolean,
  known: Known,
  wider: Read['wider'][number][],
): Condition | undefined {
  const value = knownOf(left, known)
  if (value !== undefined) {
    try {
      return new RegExp(pattern).test(value) ? yes : no
    } catch {
      return undefined
    }
  }
  if (left.kind !== 'variable' || !['branch', 'tag'].includes(left.name)) return undefined
  const found = patternsOfRegex(pattern)
  if (found === undefined || (found.wider && !positive)) return undefined
  if (found.wider) wider.push({ from: pattern, to: found.patterns.join(', ') })
  return left.name === 'tag' ? { test: 'tag', patterns: found.patterns } : ofBranch(found.patterns)
}
