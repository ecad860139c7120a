import type { Condition, Pipeline, Trigger } from '../../src/ir.ts'
import type { Names } from './names.ts'

/** What a run is of, and so which variables it has: on pull requests a branch, the number and the target; on tags the tag. */
export type RunOf = 'branch' | 'tag' | 'pullRequest' | 'any'

/** One way to start a story, with the place in the output where its steps stand. */
export interface Start {
  readonly pipeline: Pipeline
  readonly names: Names
  readonly trigger: Trigger
  readonly of: RunOf
  /** The trigger, narrowed to what the place in the output lets through. */
  readonly known: Trigger
  /** Patterns of branches that come to another place of the output. */
  readonly elsewhere: readonly string[]
  readonly place: Place
  /** What must hold in a run that the trigger starts. In a custom pipeline only this keeps out what a person starts by hand. */
  readonly filter: Condition
}

/** Where the steps stand: under a selector, or under a custom pipeline that a trigger, a schedule, a call or a person starts. */
export type Place =
  | { readonly section: 'default' }
  | { readonly section: 'branches' | 'tags'; readonly key: string }
  | { readonly section: 'pull-requests'; readonly destination: string | null }
  | { readonly section: 'custom'; readonly key: string; readonly event?: TriggerEvent }

/** An event of `triggers`, and the expression that must hold. */
export interface TriggerEvent {
  readonly name: 'repository-push' | 'pullrequest-push'
  readonly condition: string
}

/** Whether a person can start the steps on any branch or tag. */
export function isOpen(start: Start): boolean {
  return start.place.section === 'custom'
}

/** What a start is called in the names of other things. */
export function nameOfStart({ place, trigger }: Start): string {
  if (place.section === 'custom') return place.key
  if (place.section === 'pull-requests')
    return `pull-request${place.destination === null ? '' : `-${place.destination}`}`
  return place.section === 'default' ? trigger.kind : place.key
}
