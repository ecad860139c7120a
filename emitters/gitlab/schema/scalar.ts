import { anyOf, form, type JsonSchema, listOf, mapOf, oneOrMany, type SchemaMap } from '../../../src/json-schema.ts'

/** What stands elsewhere: a job, and keys within it; the output has `!reference [job, key]`. */
export interface GitlabReference {
  readonly '!reference': readonly [string, string, ...string[]]
}

/** Commands. A list may hold `!reference` tags and further lists. */
export type GitlabScript = string | readonly (string | GitlabReference | readonly string[])[]

/** Environment variables, by name. */
export type GitlabVariables = Readonly<Record<string, string | number | boolean | GitlabReference>>

/** A length of time in words, such as `30 minutes`, `1h 30m` or `2 weeks`. */
export type GitlabDuration = string

/** Any text. */
export const text: JsonSchema = { type: 'string' }

/** A text of at least one character. */
export const someText: JsonSchema = { type: 'string', minLength: 1 }

/** One text, or a list of at least one. */
export const textOrTexts: JsonSchema = oneOrMany(someText)

/** `true` or `false`. */
export const flag: JsonSchema = { type: 'boolean' }

/** The target of a `!reference` tag. */
export const reference: JsonSchema = listOf(someText, { minItems: 2, title: 'a reference to a job and a key' })

/** The value itself, or a `!reference` to it. */
export function orReference(value: JsonSchema): JsonSchema {
  return anyOf(value, reference)
}

/** The value itself, or nothing, which is as good as leaving the key out. */
export function orNothing(value: JsonSchema): JsonSchema {
  return anyOf({ type: 'null' }, value)
}

/** Whole numbers that processes exit with. */
export const exitCodes: JsonSchema = oneOrMany({ type: 'integer' }, { uniqueItems: true })

const number = anyCase('an?|one|two|three|four|five|six|seven|eight|nine|ten')
const amount = `(\\d+([.:]\\d+)*|${number})`
const unit = `(${anyCase('s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|mos|mons?|months?|y|yrs?|years?')})`

/** JSON Schema knows no patterns that ignore case. */
function anyCase(letters: string): string {
  return letters.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
}

/** The words for a length of time, or a variable that holds them. */
export const duration = form(
  'a length of time such as `30 minutes` or `1h 30m`',
  `^((${amount} ?${unit}|\\d+)(,? (and )?${amount} ?${unit}|,?${amount} ?${unit})*|.*\\$.*)$`,
)

/** The same, or `never`. */
export const durationOrNever = form('a length of time such as `7 days`, or `never`', `${duration.pattern}|^never$`)

/** A name of a variable. */
export const variableName = form('free of spaces and `=`', '^[^\\s=]+$')

const command = anyOf(text, { type: 'array', items: anyOf(text, { type: 'array' }) })

/** The definitions of this file. */
export const scalarDefinitions: SchemaMap = {
  script: anyOf(someText, listOf(command, { minItems: 1 })),
  optionalScript: anyOf(text, listOf(command)),
  variables: orReference(
    mapOf(orReference({ type: ['string', 'number', 'boolean'] }), { propertyNames: variableName }),
  ),
}
