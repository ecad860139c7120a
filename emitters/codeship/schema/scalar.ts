import { anyOf, type JsonSchema, listOf } from '../../../src/json-schema.ts'

/** Any text. */
export const text: JsonSchema = { type: 'string' }

/** A text that is not empty. */
export const someText: JsonSchema = { type: 'string', minLength: 1, title: 'a text, not empty' }

/** Yes or no. */
export const flag: JsonSchema = { type: 'boolean' }

/** A list of texts. */
export const texts: JsonSchema = listOf(someText)

/** One text or a list of them. */
export const textOrTexts: JsonSchema = anyOf(someText, texts)

/** Names with values, as a mapping or as `NAME=value`. */
export const settings: JsonSchema = anyOf(texts, {
  type: 'object',
  additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
})
