import {
  anyOf,
  closed,
  exclusive,
  has,
  type JsonSchema,
  listOf,
  ref,
  type SchemaMap,
  when,
  words,
} from '../../../src/json-schema.ts'
import type { GitlabAllowFailure } from './failure.ts'
import type { GitlabJobNeed } from './needs.ts'
import { duration, flag, type GitlabDuration, type GitlabReference, type GitlabVariables, someText } from './scalar.ts'

/** When a job starts. */
export type GitlabWhen = 'on_success' | 'on_failure' | 'always' | 'never' | 'manual' | 'delayed'

/** A rule of a job. The first one that matches decides; without a match there is no job. */
export interface GitlabRule {
  /** An expression over variables, decided when the pipeline is created. */
  readonly if?: string
  /** Also true where there is nothing to compare with: new branches, tags, schedules. */
  readonly changes?: GitlabChanges | readonly string[]
  readonly exists?: GitlabExists | readonly string[]
  /** `on_success` if not said. `manual` holds the pipeline here, unless `allow_failure` is true. */
  readonly when?: GitlabWhen
  /** With `when: delayed`: a week at most. */
  readonly start_in?: GitlabDuration
  readonly allow_failure?: GitlabAllowFailure
  readonly variables?: GitlabVariables | GitlabReference
  /** Instead of the `needs` of the job. */
  readonly needs?: readonly (string | GitlabJobNeed)[]
  readonly interruptible?: boolean
}

/** Changed files, and what to compare with. Ruby patterns: `**` stands between slashes. */
export interface GitlabChanges {
  /** 50 at most. */
  readonly paths?: readonly string[]
  /** Instead of `paths`. */
  readonly regexp?: string
  readonly compare_to?: string
}

/** Files that are there. */
export interface GitlabExists {
  /** 50 at most. */
  readonly paths?: readonly string[]
  /** Instead of `paths`. */
  readonly regexp?: string
  readonly project?: string
  readonly ref?: string
}

/** A rule of the whole pipeline. */
export interface GitlabWorkflowRule {
  readonly if?: string
  readonly changes?: GitlabChanges | readonly string[]
  readonly exists?: GitlabExists | readonly string[]
  readonly when?: 'always' | 'never'
  readonly variables?: GitlabVariables | GitlabReference
  readonly auto_cancel?: GitlabAutoCancel
}

/** A rule of an include. */
export interface GitlabIncludeRule {
  readonly if?: string
  readonly changes?: GitlabChanges | readonly string[]
  readonly exists?: GitlabExists | readonly string[]
  readonly when?: 'always' | 'never' | null
}

/** What stops the jobs of a pipeline. */
export interface GitlabAutoCancel {
  /** `conservative` if not said. */
  readonly on_new_commit?: 'conservative' | 'interruptible' | 'none'
  /** `none` if not said. */
  readonly on_job_failure?: 'all' | 'none'
}

const patterns = listOf(someText, { maxItems: 50 })
const regexp = { ...someText, maxLength: 255 } as const
const pathsOrRegexp: JsonSchema = { anyOf: [has('paths'), has('regexp')], ...exclusive('paths', 'regexp') }
const conditions = { if: someText, changes: ref('changes'), exists: ref('exists') } as const

function rulesOf(rule: JsonSchema): JsonSchema {
  return listOf(anyOf(rule, { type: 'array' }))
}

/** `start_in` says how long `when: delayed` waits, and nothing without it. */
export const startIn: JsonSchema = when(
  { ...has('when'), properties: { when: { const: 'delayed' } } },
  has('start_in'),
  { not: has('start_in'), title: 'without `start_in`, which belongs to `when: delayed`' },
)

/** The definitions of this file. A list within a list of rules is a `!reference`. */
export const rulesDefinitions: SchemaMap = {
  when: words('on_success', 'on_failure', 'always', 'never', 'manual', 'delayed'),
  changes: anyOf(patterns, closed<GitlabChanges>({}, { paths: patterns, regexp, compare_to: someText }, pathsOrRegexp)),
  exists: anyOf(
    patterns,
    closed<GitlabExists>({}, { paths: patterns, regexp, project: someText, ref: someText }, pathsOrRegexp),
  ),
  autoCancel: closed<GitlabAutoCancel>(
    {},
    { on_new_commit: words('conservative', 'interruptible', 'none'), on_job_failure: words('all', 'none') },
  ),
  rules: rulesOf(
    closed<GitlabRule>(
      {},
      {
        ...conditions,
        when: ref('when'),
        start_in: duration,
        allow_failure: ref('allowFailure'),
        variables: ref('variables'),
        needs: ref('ruleNeeds'),
        interruptible: flag,
      },
      startIn,
    ),
  ),
  workflowRules: rulesOf(
    closed<GitlabWorkflowRule>(
      {},
      { ...conditions, when: words('always', 'never'), variables: ref('variables'), auto_cancel: ref('autoCancel') },
    ),
  ),
  includeRules: rulesOf(
    closed<GitlabIncludeRule>({}, { ...conditions, when: anyOf(words('always', 'never'), { type: 'null' }) }),
  ),
}
