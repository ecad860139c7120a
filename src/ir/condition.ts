import type { EventName } from './trigger.ts'
import type { Ref } from './value.ts'

/** When a job or step runs, seen from what it waits for: after success, after a failure, or whatever happened. */
export type Status = 'success' | 'failure' | 'always'

/** A boolean tree over what is known of the event, the inputs, the matrix and the outputs of needed jobs. */
export type Condition =
  | Test
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }

/** A leaf of a condition. Names and patterns compare with regard to case; a pattern knows `*` (no slash) and `**`. */
export type Test =
  | { readonly test: 'true' }
  | { readonly test: 'false' }
  | { readonly test: 'event'; readonly events: readonly EventName[] }
  /** The run was started by this schedule. */
  | { readonly test: 'schedule'; readonly name: string }
  /** The run is of a branch (never of a tag or a pull request), and one of the patterns matches its name. */
  | { readonly test: 'branch'; readonly patterns: readonly string[] }
  /** The run is of a tag, and one of the patterns matches its name. */
  | { readonly test: 'tag'; readonly patterns: readonly string[] }
  /** The run is of a pull request into a branch that one of the patterns matches. */
  | { readonly test: 'targetBranch'; readonly patterns: readonly string[] }
  /** A file changed that one of the patterns matches, or it cannot be known what changed. */
  | { readonly test: 'changed'; readonly paths: readonly string[] }
  /** The run is of a pull request from another repository. */
  | { readonly test: 'fork' }
  | { readonly test: 'equals'; readonly value: Ref; readonly to: string }
  /** By vendor id: the same test in the vendor's own words. A vendor that is missing cannot make the test. */
  | { readonly test: 'vendor'; readonly texts: Readonly<Record<string, string>> }
