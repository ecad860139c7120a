import {
  anyOf,
  closed,
  type JsonSchema,
  listOf,
  oneOrMany,
  ref,
  type SchemaMap,
  words,
} from '../../../src/json-schema.ts'
import { type GitlabReference, type GitlabScript, orReference, someText, text } from './scalar.ts'
import type { GitlabJobVariables } from './variable.ts'

/** The image that a job runs in. */
export interface GitlabImage {
  readonly name: string
  /** Instead of the entry point of the image; `['']` runs none. */
  readonly entrypoint?: readonly string[]
  readonly docker?: GitlabDockerOptions
  readonly kubernetes?: GitlabKubernetesOptions
  readonly pull_policy?: GitlabPullPolicy | readonly GitlabPullPolicy[]
}

/** A container beside a job. */
export interface GitlabService extends GitlabImage {
  /** The host name, or several with commas between. */
  readonly alias?: string
  /** Instead of the command of the image. */
  readonly command?: GitlabScript
  readonly variables?: GitlabJobVariables | GitlabReference
}

/** When a runner pulls an image. */
export type GitlabPullPolicy = 'always' | 'if-not-present' | 'never'

/** What Docker runners can be told. */
export interface GitlabDockerOptions {
  /** For example `linux/arm64/v8`. */
  readonly platform?: string
  /** A name or a number, and a group after a colon. */
  readonly user?: string
}

/** What Kubernetes runners can be told. */
export interface GitlabKubernetesOptions {
  readonly user?: string | number
}

const pullPolicy = words('always', 'if-not-present', 'never')

const optional = {
  entrypoint: listOf(text, { minItems: 1 }),
  docker: closed<GitlabDockerOptions>(
    {},
    { platform: { ...someText, maxLength: 64 }, user: { ...someText, maxLength: 255 } },
  ),
  kubernetes: closed<GitlabKubernetesOptions>(
    {},
    { user: anyOf({ type: 'integer' }, { ...someText, maxLength: 255 }) },
  ),
  pull_policy: oneOrMany(pullPolicy, { uniqueItems: true }),
} as const satisfies Record<string, JsonSchema>

/** The definitions of this file. */
export const imageDefinitions: SchemaMap = {
  image: orReference(anyOf(someText, closed<GitlabImage>({ name: someText }, optional))),
  services: listOf(
    anyOf(
      someText,
      closed<GitlabService>(
        { name: someText },
        { ...optional, alias: someText, command: ref('script'), variables: ref('jobVariables') },
      ),
      { type: 'array' },
    ),
  ),
}
