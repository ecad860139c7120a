import type { EventName } from '../src/ir.ts'
import { callSite } from './call-site.ts'
import type { VendorId } from './gate.ts'
import type { Schedule, TagTrigger } from './trigger.ts'
import type { Value } from './value.ts'

/** When a job or step runs: a tree that `all`, `any` and `not` build of tests. */
export type Condition = ConditionData & { readonly kind: 'condition' | 'tag' }

/** What a condition holds. */
export interface ConditionData {
  readonly all?: readonly Condition[]
  readonly any?: readonly Condition[]
  readonly not?: Condition
  readonly status?: 'failure' | 'always'
  readonly branches?: readonly string[]
  readonly tags?: readonly string[]
  readonly targets?: readonly string[]
  readonly events?: readonly (EventName | Schedule)[]
  readonly paths?: readonly string[]
  readonly fork?: true
  readonly value?: Value<never>
  readonly to?: string
  readonly texts?: VendorTexts
}

/** By vendor: a condition in its own words. */
export type VendorTexts = { readonly [V in VendorId]?: string }

/** Holds when every one of the conditions holds. @example when: all(branch('main'), changed('api/**')) */
export function all(...conditions: readonly Condition[]): Condition {
  return { kind: 'condition', all: conditions }
}

/** Holds when one of the conditions holds. @example when: any(tag('v*'), event('manual')) */
export function any(...conditions: readonly Condition[]): Condition {
  return { kind: 'condition', any: conditions }
}

/** Holds when the condition does not. @example when: not(event('schedule')) */
export function not(condition: Condition): Condition {
  return { kind: 'condition', not: condition }
}

/**
 * Holds on a run of a branch that one of the patterns matches: never on a tag or a pull request.
 * `*` stands for any characters but a slash, `**` for any characters.
 *
 * @example
 * when: branch('main', 'release/*')
 */
export function branch(...patterns: readonly [string, ...string[]]): Condition {
  return { kind: 'condition', branches: patterns }
}

/** Holds on a run of a pull request into a branch that one of the patterns matches. @example when: targetBranch('main') */
export function targetBranch(...patterns: readonly [string, ...string[]]): Condition {
  return { kind: 'condition', targets: patterns }
}

/** Holds on runs that one of the events started; a schedule can be named by its value. @example when: event('push', nightly) */
export function event(...events: readonly [EventName | Schedule, ...(EventName | Schedule)[]]): Condition {
  return { kind: 'condition', events }
}

/**
 * Holds when a file changed that one of the patterns matches, or when it cannot be known what changed.
 * `*` stands for any characters but a slash, `**` for any characters.
 *
 * @example
 * when: changed('api/**', 'package-lock.json')
 */
export function changed(...paths: readonly [string, ...string[]]): Condition {
  return { kind: 'condition', paths }
}

/** Holds on a run of a pull request from another repository. */
export function fork(): Condition {
  return { kind: 'condition', fork: true }
}

/**
 * A condition that only some vendors know, in the words of each. Every other vendor is refused.
 *
 * @example
 * when: vendorCondition({ ... })
 */
export function vendorCondition(texts: VendorTexts): Condition {
  return { kind: 'condition', texts }
}

/** The job or step runs whatever happened before it. @example when: always() */
export function always(): Condition {
  return { kind: 'condition', status: 'always' }
}

/** The job or step runs if something before it failed. @example when: all(onFailure(), branch('main')) */
export function onFailure(): Condition {
  return { kind: 'condition', status: 'failure' }
}

/**
 * Holds on a run of a tag that one of the patterns matches. It is a trigger too.
 *
 * @example
 * on: [tag('v*')], … when: tag('v*')
 */
export function tag(...patterns: readonly [string, ...string[]]): TagTrigger {
  return { kind: 'tag', tags: patterns, origin: callSite(tag) }
}
