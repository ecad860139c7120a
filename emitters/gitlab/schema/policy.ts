import { anyOf, closed, type JsonSchema, listOf, type SchemaMap, words } from '../../../src/json-schema.ts'
import { orNothing, someText } from './scalar.ts'

/** The older form of `rules`: names of branches and events, or more than these. */
export type GitlabPolicy = readonly string[] | GitlabPolicyParts

/** The parts of the older form of `rules`. */
export interface GitlabPolicyParts {
  readonly refs?: readonly string[]
  readonly kubernetes?: 'active'
  readonly variables?: readonly string[]
  readonly changes?: readonly string[]
}

const texts: JsonSchema = listOf(anyOf(someText, { type: 'array' }))

/**
 * The definitions of this file.
 *
 * @see https://docs.gitlab.com/ci/yaml/deprecated_keywords/#only--except
 */
export const policyDefinitions: SchemaMap = {
  policy: orNothing(
    anyOf(
      texts,
      closed<GitlabPolicyParts>(
        {},
        { refs: texts, kubernetes: words('active'), variables: texts, changes: { ...texts, maxItems: 50 } },
      ),
    ),
  ),
}
