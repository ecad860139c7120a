import { allOf, anyOf, no, notOf } from '../../../src/condition/build.ts'
import type { Condition, Status } from '../../../src/ir.ts'
import { type Data, isTagged } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { conditionOf, inOwnWords, onlyHere, oppositeOf } from './condition.ts'
import { readExpression } from './expression.ts'
import { onlyCondition } from './only.ts'

/** When a job is part of a run, and when it starts there. */
export interface ReadRules {
  readonly condition: Condition
  readonly status: Status
  /** Whether a person starts it. */
  readonly manual: boolean
  readonly allowFailure: boolean
  /** What of it has no portable meaning, in words. */
  readonly trouble: readonly string[]
}

// Where no `workflow` says so, a job without rules is in no pipeline of a merge request:
// https://docs.gitlab.com/ci/pipelines/merge_request_pipelines/#prerequisites
const outsideMergeRequests = notOf({ test: 'event', events: ['pullRequest'] })

const statuses: Readonly<Record<string, Status>> = { on_success: 'success', on_failure: 'failure', always: 'always' }

/** Reads `rules`, or `only`, `except` and `when`: https://docs.gitlab.com/ci/yaml/#rules */
export function readRules(
  get: (key: string) => Data | undefined,
  { defaultBranch, hasWorkflow }: { readonly defaultBranch: string; readonly hasWorkflow: boolean },
): ReadRules {
  const rules = get('rules')
  const own = textOf(get('when')) ?? 'on_success'
  const told = get('allow_failure')
  // What the older version of YAML reads as true.
  const tolerated = told === 'yes' ? true : told
  const allowFailure = tolerated === true || (isMap(tolerated) && tolerated.exit_codes !== undefined)
  const trouble = isMap(tolerated) ? ['allow_failure by exit code'] : []
  if (rules === undefined) {
    const [only, except] = [get('only'), get('except')]
    const isPlain = only === undefined && except === undefined && !hasWorkflow
    const { condition, unknown } = onlyCondition(only, except, defaultBranch)
    return settled([{ condition: isPlain ? outsideMergeRequests : condition, when: own }], allowFailure, [
      ...trouble,
      ...unknown,
    ])
  }
  const found: { condition: Condition; when: string }[] = []
  // What an earlier rule keeps out; that one has let a job in already makes no difference.
  let before: Condition = no
  let tolerates = allowFailure
  const unknown: string[] = [...trouble]
  for (const item of listOf(rules)) {
    if (isTagged(item)) {
      unknown.push('rules that stand in another file')
      found.push({ condition: allOf([oppositeOf(before), onlyHere]), when: own })
      continue
    }
    const rule = mapOf(item)
    const { condition, parts } = readRule(rule, defaultBranch)
    unknown.push(...parts)
    const when = textOf(rule.when) ?? own
    if (rule.allow_failure === true || rule.allow_failure === 'yes') tolerates = true
    if (when === 'never') before = anyOf([before, condition])
    else found.push({ condition: allOf([oppositeOf(before), condition]), when })
  }
  return settled(found, tolerates, unknown)
}

/** One rule as a condition, with what of it cannot be said portably. */
function readRule(
  rule: Readonly<Record<string, Data>>,
  defaultBranch: string,
): { readonly condition: Condition; readonly parts: readonly string[] } {
  const parts: string[] = []
  const conditions: Condition[] = []
  const text = textOf(rule.if)
  if (text !== undefined) {
    const expression = readExpression(text)
    conditions.push(expression === undefined ? inOwnWords(text) : conditionOf(expression, defaultBranch))
    if (expression === undefined) parts.push('an expression that GitLab alone reads')
  }
  const changes = isMap(rule.changes) ? textsOf(rule.changes.paths) : textsOf(rule.changes)
  if (rule.changes !== undefined) {
    if (changes.every(isPortableGlob)) conditions.push({ test: 'changed', paths: changes })
    else {
      conditions.push(onlyHere)
      parts.push('patterns of changed files')
    }
  }
  if (rule.exists !== undefined) {
    conditions.push(onlyHere)
    parts.push('whether files exist')
  }
  if (rule.variables !== undefined) parts.push('variables of a rule')
  return { condition: allOf(conditions), parts }
}

/** Whether a pattern of files means the same to us. */
export function isPortableGlob(pattern: string): boolean {
  return /^[^?[\]{}$\\!]+$/.test(pattern)
}

function settled(
  found: readonly { readonly condition: Condition; readonly when: string }[],
  allowFailure: boolean,
  trouble: readonly string[],
): ReadRules {
  const whens = new Set(found.map(({ when }) => when))
  const condition = anyOf(found.map((one) => one.condition))
  const [when = 'on_success'] = whens
  if (whens.size <= 1 && when === 'manual') return { condition, status: 'success', manual: true, allowFailure, trouble }
  const status = whens.size <= 1 ? statuses[when] : undefined
  if (status !== undefined) return { condition, status, manual: false, allowFailure, trouble }
  const why = whens.size > 1 ? 'starts in several ways' : `when: ${when}`
  return {
    condition: allOf([condition, onlyHere]),
    status: 'success',
    manual: false,
    allowFailure,
    trouble: [...trouble, why],
  }
}
