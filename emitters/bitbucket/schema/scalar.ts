import { form, type JsonSchema } from '../../../src/json-schema.ts'

/** Any text. */
export const text: JsonSchema = { type: 'string' }

/** A text that is not empty. */
export const someText: JsonSchema = { type: 'string', minLength: 1, title: 'a text, not empty' }

/** Yes or no. */
export const flag: JsonSchema = { type: 'boolean' }

/** The name of a variable. */
export const variableName = form(
  'letters, digits and underscores, not beginning with a digit',
  '^[A-Za-z_][A-Za-z0-9_]*$',
)

/** Whole minutes that a step may take: https://support.atlassian.com/bitbucket-cloud/docs/step-options/ */
export const minutes: JsonSchema = { type: 'integer', minimum: 1, maximum: 120, title: 'whole minutes, 120 at most' }
