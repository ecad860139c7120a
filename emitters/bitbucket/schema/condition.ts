import { anyOf, closed, listOf, type OneShape, type SchemaMap } from '../../../src/json-schema.ts'
import { someText } from './scalar.ts'

/** When a step runs: by changed paths, by an expression over variables, or both. */
export interface BitbucketCondition {
  readonly changesets?: OneShape<
    { readonly includePaths: readonly string[] } | { readonly excludePaths: readonly string[] }
  >
  readonly state?: string
}

const globs = listOf(someText, { minItems: 1 })

/**
 * The definitions of this file.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/step-options/
 */
export const conditionDefinitions: SchemaMap = {
  condition: closed<BitbucketCondition>(
    {},
    {
      changesets: anyOf(
        closed<{ includePaths: readonly string[] }>({ includePaths: globs }, {}),
        closed<{ excludePaths: readonly string[] }>({ excludePaths: globs }, {}),
      ),
      state: someText,
    },
    { minProperties: 1 },
  ),
}
