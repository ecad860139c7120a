import { anyOf, closed, form, listOf, mapOf, ref, type SchemaMap } from '../../../src/json-schema.ts'

/** How often a job runs at the same time: a number, or once for each combination of values. */
export type GitlabParallel = number | { readonly matrix: readonly GitlabMatrix[] }

/** Variables and their values; each combination is a job. 200 jobs at most. */
export type GitlabMatrix = Readonly<Record<string, string | number | readonly (string | number)[]>>

const value = { type: ['string', 'number'] } as const

/** The definitions of this file. */
export const parallelDefinitions: SchemaMap = {
  matrix: closed<Exclude<GitlabParallel, number>>(
    {
      matrix: listOf(
        anyOf(
          mapOf(anyOf(value, listOf(value, { minItems: 1 })), {
            minProperties: 1,
            propertyNames: form('made of letters, digits and `_`', '^[A-Za-z0-9_]+$'),
          }),
          { type: 'array' },
        ),
        { minItems: 1, maxItems: 200 },
      ),
    },
    {},
  ),
  parallel: anyOf({ type: 'integer', minimum: 1, maximum: 200 }, ref('matrix')),
}
