import type { Origin } from '../src/origin.ts'
import { callSite } from './call-site.ts'
import type { Unsupported, VendorId, VendorPatches } from './gate.ts'
import type { InputSpec, InputValue } from './input.ts'
import { type Value, value } from './value.ts'

declare const uses: unique symbol

/** What starts a run of the story. The type parameter names the features that it uses. */
export interface Trigger<U extends string = string> {
  readonly kind: 'push' | 'tag' | 'pullRequest' | 'schedule' | 'manual' | 'api' | 'vendor'
  readonly origin: Origin
  readonly [uses]?: U
}

/** Options of `push`. Patterns know `*` (no slash) and `**`. */
export interface PushSpec {
  /** The branches that count; all where left out. */
  readonly branches?: readonly string[]
  /** Branches that never count. */
  readonly ignoreBranches?: readonly string[]
  /** Tags that count too; none where left out. */
  readonly tags?: readonly string[]
  /** Tags that never count. */
  readonly ignoreTags?: readonly string[]
  /** A run starts only if one of these files changed, or if that cannot be known. */
  readonly paths?: readonly string[]
  /** Changes of these files alone start nothing. */
  readonly ignorePaths?: readonly string[]
}

/** Options of `pullRequest`. Patterns know `*` (no slash) and `**`. */
export interface PullRequestSpec {
  /** The branches that the pull request goes into; all where left out. */
  readonly branches?: readonly string[]
  /** A run starts only if one of these files changed. */
  readonly paths?: readonly string[]
  /** Changes of these files alone start nothing. */
  readonly ignorePaths?: readonly string[]
}

/** Options of `schedule`. */
export interface ScheduleSpec {
  /** An IANA time zone, such as `Europe/Zurich`; `UTC` where left out. */
  readonly timeZone?: string
  /** What the schedule is called; the cron expression where left out. */
  readonly name?: string
}

/** A schedule, to be named in `event(...)`. */
export interface Schedule<U extends string = string> extends Trigger<U> {
  readonly kind: 'schedule'
  readonly cron: string
  readonly timeZone: string
  readonly name: string
}

/** A push of a tag; a condition as well. */
export interface TagTrigger extends Trigger<'trigger.tag'> {
  readonly kind: 'tag'
  readonly tags: readonly string[]
}

/** A start by hand; its inputs are values for conditions, `env` and scripts. */
export interface ManualTrigger<I extends Readonly<Record<string, InputSpec>>> extends Trigger<'trigger.manual'> {
  readonly kind: 'manual'
  readonly specs: I
  /** The inputs as values; on other events they have their defaults. */
  readonly inputs: { readonly [K in keyof I]: Value<InputValue<I[K]>> }
}

/** A start by a call of the vendor's API; its payload gives strings. */
export interface ApiTrigger<P extends string> extends Trigger<'trigger.api'> {
  readonly kind: 'api'
  readonly event: string
  readonly names: readonly P[]
  /** The strings of the call as values; empty on other events. Whoever calls writes them: treat them as foreign. */
  readonly payload: { readonly [K in P]: Value }
}

/** Events of vendors as the story gave them. */
export interface VendorTrigger extends Trigger<'trigger.vendor'> {
  readonly kind: 'vendor'
  readonly on: VendorEvents
}

/** By vendor: its own events, as it writes them. */
export type VendorEvents = { readonly [V in VendorId]?: VendorPatches<V, 'trigger'> }

/** A push trigger as the story gave it. */
export interface PushTrigger<U extends string = string> extends Trigger<U> {
  readonly kind: 'push'
  readonly spec: PushSpec
}

/** A pull request trigger as the story gave it. */
export interface PullRequestTrigger<U extends string = string> extends Trigger<U> {
  readonly kind: 'pullRequest'
  readonly spec: PullRequestSpec
}

type Known<P, Spec, Of extends string> = P extends keyof Spec
  ? unknown
  : Unsupported<`${Of} has no option '${P & string}'`>
type Paths<P extends string, K> = P | `${P}.${Extract<K, 'branches' | 'ignoreBranches' | 'paths' | 'ignorePaths'>}`

/**
 * A push to a branch; with `tags`, of a tag too.
 *
 * @example
 * on: [push({ branches: ['main', 'release/*'] })]
 */
export function push<const K extends string = never>(
  spec: PushSpec & { readonly [P in K]?: Known<P, PushSpec, 'push'> } = {} as never,
): PushTrigger<
  | Paths<'trigger.push', K>
  | ('tags' extends K ? 'trigger.tag' : never)
  | ('ignoreTags' extends K ? 'trigger.tag.ignoreTags' : never)
> {
  return { kind: 'push', spec, origin: callSite(push) }
}

/**
 * A pull request that is opened, or gets new commits.
 *
 * @example
 * on: [pullRequest({ branches: ['main'] })]
 */
export function pullRequest<const K extends string = never>(
  spec: PullRequestSpec & { readonly [P in K]?: Known<P, PullRequestSpec, 'pullRequest'> } = {} as never,
): PullRequestTrigger<Paths<'trigger.pullRequest', K>> {
  return { kind: 'pullRequest', spec, origin: callSite(pullRequest) }
}

/** Five fields: minute, hour, day of month, month, day of week. */
export type Cron = `${string} ${string} ${string} ${string} ${string}`

/**
 * A run at fixed times, on the default branch.
 *
 * @example
 * const nightly = schedule('0 3 * * 1-5', { timeZone: 'Europe/Zurich', name: 'nightly' })
 */
export function schedule<const S extends ScheduleSpec>(
  cron: Cron,
  spec?: S,
): Schedule<
  | 'trigger.schedule'
  | (S extends { readonly timeZone: 'UTC' } ? never : 'timeZone' extends keyof S ? 'trigger.schedule.timeZone' : never)
> {
  return {
    kind: 'schedule',
    cron,
    timeZone: spec?.timeZone ?? 'UTC',
    name: spec?.name ?? cron,
    origin: callSite(schedule),
  }
}

/**
 * A start by hand, with inputs of the person who starts it.
 *
 * @example
 * const release = manual({ inputs: { channel: input.choice(['beta', 'stable']) } })
 */
export function manual<const I extends Readonly<Record<string, InputSpec>> = Record<never, never>>(spec?: {
  readonly inputs?: I
}): ManualTrigger<I> {
  const specs = spec?.inputs ?? ({} as I)
  const inputs: Record<string, Value<never>> = {}
  const made = {
    kind: 'manual' as const,
    specs,
    inputs: inputs as ManualTrigger<I>['inputs'],
    origin: callSite(manual),
  }
  for (const name of Object.keys(specs)) inputs[name] = value({ from: 'input', owner: made, name })
  return made
}

/**
 * A start by a call of the vendor's API.
 *
 * @example
 * const deployed = api('deployed', { payload: ['version'] })
 */
export function api<const P extends string = never>(
  event: string,
  spec?: { readonly payload?: readonly P[] },
): ApiTrigger<P> {
  const names = spec?.payload ?? []
  const payload: Record<string, Value> = {}
  const made = {
    kind: 'api' as const,
    event,
    names,
    payload: payload as ApiTrigger<P>['payload'],
    origin: callSite(api),
  }
  for (const name of names) payload[name] = value({ from: 'payload', owner: made, name })
  return made
}

/**
 * Events that only some vendors know, as each writes them. On every other vendor they start nothing.
 *
 * @example
 * on: [push(), vendorTrigger({ ... })]
 */
export function vendorTrigger(on: VendorEvents): VendorTrigger {
  return { kind: 'vendor', on, origin: callSite(vendorTrigger) }
}

/** Any trigger as data. */
export type AnyTrigger =
  | PushTrigger
  | PullRequestTrigger
  | TagTrigger
  | Schedule
  | ManualTrigger<Readonly<Record<string, InputSpec>>>
  | ApiTrigger<string>
  | VendorTrigger
