import type { Origin } from '../src/origin.ts'
import { callSite } from './call-site.ts'
import type { Gate, Unsupported, UsualVendorId, VendorId, VendorPatches } from './gate.ts'
import type { AnyJob, Job } from './job.ts'
import type { CheckoutSpec, JobSpec, Minutes, PermissionsSpec, RunnerSpec } from './job-spec.ts'
import type { Trigger } from './trigger.ts'
import type { Words } from './value.ts'

/** Jobs by name, in stages by name; a stage of one job can be the job itself. */
export type Stages = Readonly<Record<string, AnyJob | Readonly<Record<string, AnyJob>>>>

/** What every job has that says nothing of its own. */
export interface Defaults {
  readonly runner?: RunnerSpec
  readonly image?: JobSpec<never, never>['image'] & (string | object)
  readonly timeout?: Minutes
  readonly shell?: 'bash' | 'sh'
  readonly checkout?: CheckoutSpec | false
}

/** What `story` takes beside targets, triggers and stages. */
export interface StorySpec {
  /** Unique in the repository; it names the output. */
  readonly name: string
  /** What people read in place of the name: one line of any letters. */
  readonly title?: string
  /** Environment of all jobs; secrets go to the jobs that need them. */
  readonly env?: Readonly<Record<string, Words | number | boolean>>
  /**
   * What the repository's token may do in jobs that say nothing; reading the sources where left out. `'settings'` leaves it
   * to the settings of the repository, which may allow more.
   */
  readonly permissions?: PermissionsSpec | 'settings'
  /** Whether a newer run of the same branch or pull request cancels the older: all, those of pull requests, or none (the default). */
  readonly cancelSuperseded?: boolean | 'pullRequests'
  /** The branch that pull requests go to; `main` where left out. */
  readonly defaultBranch?: string
  /**
   * The vendor that decides what the story leaves open: time limit, checkout, permissions, the names of its machines, and what
   * a matrix does when one of its runs fails.
   */
  readonly like?: UsualVendorId
  readonly defaults?: Defaults
  /** By vendor: the runner labels for `os/arch` or `os/arch/size`. */
  readonly runners?: { readonly [V in VendorId]?: Readonly<Record<string, string | readonly string[]>> }
  /** Changes of a vendor's output by hand. */
  readonly raw?: { readonly [V in VendorId]?: VendorPatches<V, 'pipeline'> }
}

/** A story: what is done, when, and in which order. */
export interface Story {
  readonly kind: 'story'
  readonly name: string
  readonly targets: readonly string[]
  readonly spec: StorySpec & {
    readonly on: readonly Trigger[]
    readonly stages: Stages
    readonly accept?: Readonly<Record<string, string>>
  }
  readonly origin: Origin
}

type Options = keyof StorySpec | 'targets' | 'on' | 'stages' | 'accept'
type Uses<J> = J extends Job<never, infer U> ? U : J extends Job<infer _, infer U> ? U : never
/** What one of the targets refuses of the jobs of a stage. */
type StageGate<G, V extends VendorId, A extends string> = G extends AnyJob
  ? Gate<Uses<G>, V, A>
  : { readonly [J in keyof G]: Gate<Uses<G[J]>, V, A> }
type TriggerUses<T> = T extends Trigger<infer U> ? U : never
type Finding = `${'refused' | 'degraded'}:${VendorId}/${string}`

/**
 * A pipeline: what starts it, and its jobs in stages. A job without `needs` waits for all jobs of the earlier stages.
 * Whatever one of the targets cannot do is an error here, which says what to write instead.
 *
 * @example
 * export default story({
 *   name: 'shop',
 *   on: [push({ branches: ['main'] }), pullRequest()],
 *   stages: { test: { lint, unit }, deploy: { release } },
 *   targets: [...],
 * })
 */
export function story<
  const V extends readonly VendorId[] = readonly [],
  const T extends readonly Trigger[] = readonly Trigger[],
  const S extends Stages = Stages,
  const A extends Finding = never,
  const K extends string = never,
>(
  spec: StorySpec & {
    /** The vendors that the story is written for. */
    readonly targets?: V
    /** What starts a run. */
    readonly on: T & { readonly [I in keyof T]: Gate<TriggerUses<T[I]>, V[number], A> }
    /** Jobs by name, in stages by name and in order; a stage of one job can be the job itself. */
    readonly stages: S & { readonly [G in keyof S]: StageGate<S[G], V[number], A> }
    /** Findings accepted by name, each with the reason. */
    readonly accept?: { readonly [F in A]: string }
  } & { readonly [P in K]?: P extends Options ? unknown : Unsupported<`a story has no option '${P}'`> },
): Story {
  return {
    kind: 'story',
    name: spec.name,
    targets: spec.targets ?? [],
    spec: spec as Story['spec'],
    origin: callSite(story),
  }
}
