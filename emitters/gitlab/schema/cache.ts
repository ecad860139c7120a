import { anyOf, closed, exclusive, form, has, listOf, ref, type SchemaMap, words } from '../../../src/json-schema.ts'
import { flag, orReference, someText, text } from './scalar.ts'

/** Files that later jobs of the same key find again. */
export interface GitlabCache {
  /** Without a slash, and not of dots alone; `default` if not said. */
  readonly key?: string | GitlabCacheKey
  /** Inside the project. */
  readonly paths?: readonly string[]
  /** `pull-push` if not said; may be a variable. */
  readonly policy?: 'pull' | 'push' | 'pull-push' | (string & Record<never, never>)
  /** `on_success` if not said. */
  readonly when?: 'on_success' | 'on_failure' | 'always'
  /** Other keys to try, word for word; five at most. */
  readonly fallback_keys?: readonly string[]
  /** True shares the cache between protected and other branches. */
  readonly unprotect?: boolean
  readonly untracked?: boolean
}

/** A key that changes with some files. */
export interface GitlabCacheKey {
  /** One or two files or patterns; the key changes with what they hold. */
  readonly files?: readonly string[]
  /** One or two files; the key changes with the last commit that touched them. */
  readonly files_commits?: readonly string[]
  readonly prefix?: string
}

const keyText = form('a key without a slash that is not made of dots alone', '^[^/]*[^./][^/]*$')
const files = listOf(someText, { minItems: 1, maxItems: 2 })

/**
 * The definitions of this file. A job has four caches at most.
 *
 * @see https://docs.gitlab.com/ci/yaml/#cache
 */
export const cacheDefinitions: SchemaMap = {
  oneCache: closed<GitlabCache>(
    {},
    {
      key: orReference(
        anyOf(
          keyText,
          closed<GitlabCacheKey>(
            {},
            { files, files_commits: files, prefix: text },
            {
              anyOf: [has('files'), has('files_commits'), has('prefix')],
              ...exclusive('files', 'files_commits'),
            },
          ),
        ),
      ),
      paths: listOf(anyOf(someText, { type: 'array' })),
      policy: form('`pull`, `push`, `pull-push` or a variable', '^(pull|push|pull-push|.*\\$.*)$'),
      when: words('on_success', 'on_failure', 'always'),
      fallback_keys: listOf(keyText, { maxItems: 5 }),
      unprotect: flag,
      untracked: flag,
    },
  ),
  cache: anyOf(ref('oneCache'), listOf(anyOf(ref('oneCache'), { type: 'array' }), { maxItems: 4 })),
}
