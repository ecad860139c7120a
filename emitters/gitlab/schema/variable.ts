import { anyOf, closed, type JsonSchema, listOf, mapOf, type SchemaMap } from '../../../src/json-schema.ts'
import { flag, type GitlabReference, orReference, reference, text, variableName } from './scalar.ts'

/** The variables of a job, by name. */
export type GitlabJobVariables = Readonly<Record<string, string | number | boolean | GitlabVariable | GitlabReference>>

/** The variables of the whole pipeline, by name. */
export type GitlabGlobalVariables = Readonly<
  Record<string, string | number | boolean | GitlabGlobalVariable | GitlabReference>
>

/** A variable of a job with its settings. */
export interface GitlabVariable {
  readonly value: string
  /** False leaves `$` in the value as it is. */
  readonly expand?: boolean
}

/** A variable of the whole pipeline, which a person can be asked for. */
export interface GitlabGlobalVariable {
  readonly value?: string
  /** False leaves `$` in the value as it is. */
  readonly expand?: boolean
  /** Shown to the person who starts a pipeline by hand. */
  readonly description?: string
  /** What that person can choose; `value` is one of them. */
  readonly options?: readonly string[]
}

const scalar: JsonSchema = { type: ['string', 'number', 'boolean'] }
const named = { propertyNames: variableName } as const

/** The definitions of this file. */
export const variableDefinitions: SchemaMap = {
  jobVariables: orReference(
    mapOf(anyOf(scalar, closed<GitlabVariable>({ value: text }, { expand: flag }), reference), named),
  ),
  globalVariables: orReference(
    mapOf(
      anyOf(
        scalar,
        closed<GitlabGlobalVariable>(
          {},
          { value: text, expand: flag, description: text, options: listOf(text, { minItems: 1, uniqueItems: true }) },
        ),
        reference,
      ),
      named,
    ),
  ),
}
