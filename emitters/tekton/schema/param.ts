import { closed, listOf, mapOf, ref, type SchemaMap, words } from '../../../src/json-schema.ts'
import { type TektonValue, text } from './scalar.ts'

/** A parameter with its value. */
export interface TektonParam {
  readonly name: string
  readonly value: TektonValue
}

/** A parameter that a task or a pipeline takes. */
export interface TektonParamSpec {
  readonly name: string
  readonly type?: 'string' | 'array' | 'object'
  readonly description?: string
  readonly default?: TektonValue
  readonly enum?: readonly string[]
  readonly properties?: Readonly<Record<string, { readonly type?: 'string' }>>
}

/** A text of up to 4096 bytes that a task leaves. */
export interface TektonResult {
  readonly name: string
  readonly type?: 'string' | 'array' | 'object'
  readonly description?: string
  readonly value?: TektonValue
}

/** A result of the pipeline, made of results of its tasks. */
export interface TektonPipelineResult {
  readonly name: string
  readonly value: TektonValue
  readonly type?: 'string' | 'array' | 'object'
  readonly description?: string
}

const type = words('string', 'array', 'object')

/** The definitions of this file. */
export const paramDefinitions: SchemaMap = {
  param: closed<TektonParam>({ name: ref('paramName'), value: ref('value') }, {}),
  params: listOf(ref('param')),
  paramSpec: closed<TektonParamSpec>(
    { name: ref('paramName') },
    {
      type,
      description: text,
      default: ref('value'),
      enum: listOf(text),
      properties: mapOf({ type: 'object', properties: { type: { const: 'string' } }, additionalProperties: false }),
    },
  ),
  result: closed<TektonResult>({ name: ref('resultName') }, { type, description: text, value: ref('value') }),
  pipelineResult: closed<TektonPipelineResult>(
    { name: ref('resultName'), value: ref('value') },
    { type, description: text },
  ),
}
