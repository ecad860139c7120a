import { anyOf, form, type JsonSchema, listOf, mapOf } from '../../../src/json-schema.ts'
import { someText } from './scalar.ts'

/** The file `codeship.yml`: commands by section. */
export type CodeshipYaml = Readonly<Record<string, string | readonly string[]>>

/** The closed schema of the file, as the package reads it: https://github.com/painless-software/codeship-yaml */
export const basicSchema: JsonSchema = mapOf(anyOf(someText, listOf(someText, { minItems: 1 })), {
  propertyNames: form('a name of letters, digits, dashes and underscores', '^[\\w-]+$'),
})
