import { anyOf, closed, type JsonSchema, listOf, ref, type SchemaMap, words } from '../../../src/json-schema.ts'
import type { GitlabArtifacts } from './artifacts.ts'
import type { GitlabCache } from './cache.ts'
import type { GitlabRetry } from './failure.ts'
import type { GitlabImage, GitlabService } from './image.ts'
import { duration, flag, type GitlabDuration, type GitlabReference, type GitlabScript, someText } from './scalar.ts'
import type { GitlabIdToken } from './secret.ts'

/** What every job takes over where it does not say otherwise. Nothing is merged: a key of the job replaces it. */
export interface GitlabDefault {
  readonly after_script?: GitlabScript
  readonly artifacts?: GitlabArtifacts | GitlabReference | null
  readonly before_script?: GitlabScript
  readonly cache?: GitlabCache | readonly (GitlabCache | GitlabReference)[] | GitlabReference
  readonly hooks?: GitlabHooks
  /** ID tokens by the variable that holds them. */
  readonly id_tokens?: Readonly<Record<string, GitlabIdToken>>
  readonly identity?: 'google_cloud'
  readonly image?: string | GitlabImage | GitlabReference
  /** Whether a newer pipeline may stop the job. */
  readonly interruptible?: boolean
  readonly retry?: 0 | 1 | 2 | GitlabRetry
  readonly services?: readonly (string | GitlabService | GitlabReference)[]
  /** All that a runner must have; under 50. */
  readonly tags?: readonly (string | GitlabReference)[]
  /** Has no effect outside a job. */
  readonly timeout?: GitlabDuration
}

/** Commands at certain points of a job. */
export interface GitlabHooks {
  /** Before the runner gets the sources. */
  readonly pre_get_sources_script?: GitlabScript
}

/** What a job takes over: all, nothing, or some keys. */
export interface GitlabInherit {
  readonly default?: boolean | readonly (keyof GitlabDefault)[]
  readonly variables?: boolean | readonly string[]
}

/** The keys that a job shares with `default`. */
export const defaultKeys = {
  after_script: ref('optionalScript'),
  artifacts: ref('artifacts'),
  before_script: ref('optionalScript'),
  cache: ref('cache'),
  hooks: closed<GitlabHooks>({}, { pre_get_sources_script: ref('optionalScript') }),
  id_tokens: ref('idTokens'),
  identity: ref('identity'),
  image: ref('image'),
  interruptible: flag,
  retry: ref('retry'),
  services: ref('services'),
  tags: listOf(anyOf(someText, { type: 'array' }), { minItems: 1, maxItems: 49 }),
  timeout: duration,
} as const satisfies Record<keyof GitlabDefault, JsonSchema>

/** The definitions of this file. */
export const defaultDefinitions: SchemaMap = {
  default: closed<GitlabDefault>({}, defaultKeys),
  inherit: closed<GitlabInherit>(
    {},
    {
      default: anyOf(flag, listOf(words(...Object.keys(defaultKeys)))),
      variables: anyOf(flag, listOf(someText)),
    },
  ),
}
