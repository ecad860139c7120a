import { anyOf, closed, listOf, type SchemaMap, words } from '../../../src/json-schema.ts'
import { flag, someText } from './scalar.ts'

/** How the sources are fetched. */
export interface BitbucketClone {
  readonly enabled?: boolean
  /** Commits of history, 50 if not said. */
  readonly depth?: number | 'full'
  readonly lfs?: boolean
  readonly tags?: boolean
  readonly filter?: string
  readonly strategy?: 'clone' | 'fetch'
  readonly 'skip-ssl-verify'?: boolean
  readonly 'sparse-checkout'?: BitbucketSparseCheckout
}

/** Which folders are fetched. */
export interface BitbucketSparseCheckout {
  readonly enabled?: boolean
  readonly 'cone-mode'?: boolean
  readonly patterns?: readonly string[]
}

/**
 * The definitions of this file.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/git-clone-behavior/
 */
export const cloneDefinitions: SchemaMap = {
  clone: closed<BitbucketClone>(
    {},
    {
      enabled: flag,
      depth: anyOf({ type: 'integer', minimum: 1 }, words('full')),
      lfs: flag,
      tags: flag,
      filter: someText,
      strategy: words('clone', 'fetch'),
      'skip-ssl-verify': flag,
      'sparse-checkout': closed<BitbucketSparseCheckout>(
        {},
        { enabled: flag, 'cone-mode': flag, patterns: listOf(someText) },
      ),
    },
  ),
}
