import type { Origin } from '../origin.ts'

/** What can start a run. `push` is a push to a branch, `tag` a push of a tag. */
export type EventName = 'push' | 'tag' | 'pullRequest' | 'schedule' | 'manual' | 'api'

/**
 * What starts a run. A run exists if one trigger matches. Patterns know `*` (no slash) and `**`; an empty list of
 * patterns filters nothing; a name on an `ignore` list never matches. A path filter lets a run through if a listed path
 * changed or if no difference can be known.
 */
export type Trigger =
  | {
      readonly kind: 'push'
      readonly branches: readonly string[]
      readonly ignoreBranches: readonly string[]
      readonly paths: readonly string[]
      readonly ignorePaths: readonly string[]
      readonly origin: Origin
    }
  | {
      readonly kind: 'tag'
      readonly tags: readonly string[]
      readonly ignoreTags: readonly string[]
      readonly origin: Origin
    }
  | {
      readonly kind: 'pullRequest'
      /** Patterns of the branch that the pull request goes into. */
      readonly branches: readonly string[]
      readonly paths: readonly string[]
      readonly ignorePaths: readonly string[]
      readonly origin: Origin
    }
  | {
      readonly kind: 'schedule'
      /** Unique among the schedules of the story. */
      readonly name: string
      /** Five fields: minute, hour, day of month, month, day of week. */
      readonly cron: string
      /** An IANA time zone. */
      readonly timeZone: string
      readonly origin: Origin
    }
  | { readonly kind: 'manual'; readonly inputs: readonly Input[]; readonly origin: Origin }
  | {
      readonly kind: 'api'
      /** The name of the event in the call. */
      readonly event: string
      /** The names of the strings that the call brings. */
      readonly payload: readonly string[]
      readonly origin: Origin
    }

/** Events of one vendor that no trigger of ours names. On other vendors they start nothing. */
export interface VendorTrigger {
  readonly vendor: string
  /** As the vendor writes them. */
  readonly events: Readonly<Record<string, unknown>>
  readonly origin: Origin
}

/** A value asked of the person who starts a run; every other event has the default. */
export interface Input {
  readonly name: string
  readonly type: 'string' | 'boolean' | 'number' | 'choice'
  /** Of a choice, else empty. */
  readonly options: readonly string[]
  /** As text: `true`, `3`. */
  readonly default: string
  readonly description: string
  readonly origin: Origin
}
