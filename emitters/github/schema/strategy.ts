import { anyOf, closed, listOf, mapOf, ref, type SchemaMap } from '../../../src/json-schema.ts'
import { expression, flag, type GithubExpression } from './scalar.ts'

/** Runs one job many times, once for each combination of values. */
export interface GithubStrategy {
  readonly matrix: GithubMatrix | GithubExpression
  /** Whether one failure stops the other combinations. True if not said. */
  readonly 'fail-fast'?: boolean | GithubExpression
  /** How many combinations run at the same time. */
  readonly 'max-parallel'?: number | GithubExpression
}

/** The axes of a matrix by name. At most 256 combinations run. */
export interface GithubMatrix {
  readonly [axis: string]: GithubAxis | readonly GithubCombination[] | GithubExpression | undefined
  /** More values for matching combinations, or combinations of their own. */
  readonly include?: readonly GithubCombination[] | GithubExpression
  /** Combinations that do not run; a part of one matches. */
  readonly exclude?: readonly GithubCombination[] | GithubExpression
}

/** The values of one axis. */
export type GithubAxis = readonly GithubValue[]

/** Some axes and their values. */
export interface GithubCombination {
  readonly [axis: string]: GithubValue
}

/** Anything that a matrix can hold. */
export type GithubValue =
  | string
  | number
  | boolean
  | null
  | readonly GithubValue[]
  | { readonly [key: string]: GithubValue }

const matrixLimit = 256
const combinations = anyOf(listOf(mapOf({}), { minItems: 1, maxItems: matrixLimit }), expression)

/** The definitions of this file. */
export const strategyDefinitions: SchemaMap = {
  matrix: {
    type: 'object',
    minProperties: 1,
    properties: { include: combinations, exclude: combinations },
    additionalProperties: ref('axis'),
    propertyNames: ref('id'),
  },
  axis: anyOf(listOf({}, { minItems: 1, maxItems: matrixLimit }), expression),
  strategy: closed<GithubStrategy>(
    { matrix: anyOf(ref('matrix'), expression) },
    { 'fail-fast': flag, 'max-parallel': anyOf({ type: 'integer', minimum: 1 }, expression) },
  ),
}
