import {
  anyOf,
  closed,
  form,
  has,
  type JsonSchema,
  listOf,
  mapOf,
  type SchemaMap,
  when,
  words,
} from '../../../src/json-schema.ts'
import { expression, flag, text } from './scalar.ts'

/** The settings of a workflow that is started by hand. */
export interface GithubDispatch {
  /** By name, 25 at most. */
  readonly inputs?: Readonly<Record<string, GithubDispatchInput>>
}

/** A value that a person gives when starting a workflow by hand. */
export interface GithubDispatchInput {
  readonly description?: string
  /** `string` if not said. */
  readonly type?: 'string' | 'boolean' | 'number' | 'choice' | 'environment'
  readonly required?: boolean
  readonly default?: string | boolean | number
  /** What a `choice` offers. */
  readonly options?: readonly string[]
}

/** The settings of a workflow that other workflows call. */
export interface GithubCall {
  readonly inputs?: Readonly<Record<string, GithubCallInput>>
  readonly secrets?: Readonly<Record<string, GithubCallSecret | null>>
  readonly outputs?: Readonly<Record<string, GithubCallOutput>>
}

/** A value that a calling workflow gives. */
export interface GithubCallInput {
  readonly type: 'string' | 'boolean' | 'number'
  readonly description?: string
  readonly required?: boolean
  readonly default?: string | boolean | number
}

/** A secret that a calling workflow gives. */
export interface GithubCallSecret {
  readonly description?: string
  readonly required?: boolean
}

/** A value that a called workflow gives back. */
export interface GithubCallOutput {
  /** From the outputs of a job: `${{ jobs.<id>.outputs.<name> }}`. */
  readonly value: string
  readonly description?: string
}

const nothing: JsonSchema = { type: 'null' }
const about = { description: text, required: { type: 'boolean' } } as const
const anyScalar: JsonSchema = { type: ['string', 'boolean', 'number'] }
const named = {
  propertyNames: form('a name: letters, digits, `-` and `_`, not a digit first', '^[A-Za-z_][A-Za-z0-9_-]*$'),
} as const

/** Holds the default of an input against its type. */
const typedDefault: readonly JsonSchema[] = [
  ofType('boolean', { properties: { default: flag } }),
  ofType('number', { properties: { default: anyOf({ type: 'number' }, expression) } }),
  ofType('choice', { required: ['options'] }),
]

function ofType(type: string, then: JsonSchema): JsonSchema {
  return when({ ...has('type'), properties: { type: { const: type } } }, then)
}

/** The definitions of this file. */
export const inputDefinitions: SchemaMap = {
  dispatch: closed<GithubDispatch>(
    {},
    {
      inputs: mapOf(
        closed<GithubDispatchInput>(
          {},
          {
            ...about,
            type: words('string', 'boolean', 'number', 'choice', 'environment'),
            default: anyScalar,
            options: listOf(text, { minItems: 1 }),
          },
          { allOf: typedDefault },
        ),
        { ...named, maxProperties: 25 },
      ),
    },
  ),
  call: closed<GithubCall>(
    {},
    {
      inputs: mapOf(
        closed<GithubCallInput>(
          { type: words('string', 'boolean', 'number') },
          { ...about, default: anyScalar },
          { allOf: typedDefault },
        ),
        named,
      ),
      secrets: mapOf(anyOf(nothing, closed<GithubCallSecret>({}, about)), named),
      outputs: mapOf(closed<GithubCallOutput>({ value: text }, { description: text }), named),
    },
  ),
}
