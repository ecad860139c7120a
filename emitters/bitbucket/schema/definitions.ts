import { anyOf, closed, listOf, mapOf, ref, type SchemaMap, words } from '../../../src/json-schema.ts'
import type { BitbucketImage } from './image.ts'
import type { BitbucketCustom } from './pipeline.ts'
import { someText, text } from './scalar.ts'

/** What steps call by name. */
export interface BitbucketDefinitions {
  readonly caches?: Readonly<Record<string, BitbucketCache>>
  readonly services?: Readonly<Record<string, BitbucketService>>
  /** For other repositories. */
  readonly pipelines?: Readonly<Record<string, BitbucketCustom>>
  readonly imports?: Readonly<Record<string, string>>
  /** Places for anchors. */
  readonly steps?: unknown
  readonly scripts?: unknown
  readonly images?: unknown
  readonly 'yaml-anchors'?: unknown
}

/** A folder that is kept: by its path, or with the files that make its key. */
export type BitbucketCache = string | { readonly path: string; readonly key?: { readonly files: readonly string[] } }

/** A container beside a step. */
export interface BitbucketService {
  readonly image?: BitbucketImage
  readonly variables?: Readonly<Record<string, string>>
  /** Megabytes, 1024 if not said. */
  readonly memory?: number
  readonly type?: 'docker'
}

/**
 * The definitions of this file.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/cache-and-service-container-definitions/
 */
export const definitionsDefinitions: SchemaMap = {
  definitions: closed<BitbucketDefinitions>(
    {},
    {
      caches: mapOf(ref('cache')),
      services: mapOf(ref('service')),
      pipelines: mapOf(ref('custom')),
      imports: mapOf(someText),
      steps: {},
      scripts: {},
      images: {},
      'yaml-anchors': {},
    },
  ),
  cache: anyOf(
    someText,
    closed<Exclude<BitbucketCache, string>>(
      { path: someText },
      { key: closed<{ files: readonly string[] }>({ files: listOf(someText, { minItems: 1 }) }, {}) },
    ),
  ),
  service: closed<BitbucketService>(
    {},
    {
      image: ref('image'),
      variables: mapOf(text, { minProperties: 1 }),
      memory: { type: 'integer', minimum: 128 },
      type: words('docker'),
    },
  ),
}
