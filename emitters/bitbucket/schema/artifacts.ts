import { anyOf, closed, listOf, ref, type SchemaMap, words } from '../../../src/json-schema.ts'
import { flag, someText } from './scalar.ts'

/** Files that a step takes and leaves: globs, or what it takes and what it leaves. */
export type BitbucketArtifacts = readonly string[] | BitbucketFullArtifacts

/** What a step takes of the files of earlier steps, and what it leaves. */
export interface BitbucketFullArtifacts {
  /** All if not said. */
  readonly download?: boolean | readonly string[]
  readonly paths?: readonly string[]
  readonly upload?: readonly BitbucketUpload[]
}

/** Files that a step leaves under a name. */
export interface BitbucketUpload {
  readonly name: string
  /** Globs from the folder of the checkout; a folder alone matches nothing. */
  readonly paths: readonly string[]
  /** `shared` goes to later steps, `scoped` stays with its own. */
  readonly type?: 'shared' | 'scoped' | 'test-reports'
  readonly 'ignore-paths'?: readonly string[]
  readonly 'capture-on'?: 'success' | 'failed' | 'always'
  readonly depth?: number
}

const globs = listOf(someText, { minItems: 1 })

/**
 * The definitions of this file.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/use-artifacts-in-steps/
 */
export const artifactsDefinitions: SchemaMap = {
  artifacts: anyOf(
    globs,
    closed<BitbucketFullArtifacts>(
      {},
      { download: anyOf(flag, globs), paths: globs, upload: listOf(ref('upload'), { minItems: 1 }) },
    ),
  ),
  upload: closed<BitbucketUpload>(
    { name: someText, paths: globs },
    {
      type: words('shared', 'scoped', 'test-reports'),
      'ignore-paths': listOf(someText),
      'capture-on': words('success', 'failed', 'always'),
      depth: { type: 'integer', minimum: 1 },
    },
  ),
}
