import type { ErrorObject } from 'ajv'
import type { JsonSchema, JsonType } from '../json-schema.ts'
import { near } from '../near.ts'
import type { Violation } from '../validate.ts'
import { kindOf, sayKinds } from './kind.ts'

type Say = (error: ErrorObject, schema: JsonSchema) => string

/** Longer lists help nobody. */
const longest = 12

const says: Readonly<Record<string, Say>> = {
  type: ({ schema, data }) => `must be ${sayKinds([schema].flat() as JsonType[])}, not ${sayKinds([kindOf(data)])}`,
  required: ({ params }) => `lacks \`${params.missingProperty}\``,
  additionalProperties: ({ params }, schema) =>
    unknownKey(params.additionalProperty, Object.keys(schema.properties ?? {})),
  const: ({ schema }) => `must be \`${schema}\``,
  enum: ({ schema, data }) => sayWords(data, (schema as readonly unknown[]).map(String)),
  pattern: (_, { title, pattern }) => `must be ${title ?? `a text that matches ${pattern}`}`,
  not: (_, { not, title }) => (title ? `must be ${title}` : `${both(not?.required ?? [])} exclude each other`),
  dependencies: ({ params }) => `\`${params.property}\` needs \`${params.missingProperty}\` beside it`,
  uniqueItems: ({ params, data }) => `lists ${JSON.stringify((data as readonly unknown[])[params.i])} twice`,
  minLength: ({ data, schema }) => (schema === 1 ? 'must not be empty' : tooFew(size(data), schema, 'characters')),
  maxLength: ({ data, schema }) => tooMany(size(data), schema, 'characters'),
  minItems: ({ data, schema }) => (schema === 1 ? 'must not be empty' : tooFew(size(data), schema, 'entries')),
  maxItems: ({ data, schema }) => tooMany(size(data), schema, 'entries'),
  minProperties: ({ data, schema }) => (schema === 1 ? 'must not be empty' : tooFew(size(data), schema, 'keys')),
  maxProperties: ({ data, schema }) => tooMany(size(data), schema, 'keys'),
  minimum: ({ schema }) => `must be ${schema} or more`,
  exclusiveMinimum: ({ schema }) => `must be more than ${schema}`,
  maximum: ({ schema }) => `must be ${schema} or less`,
}

/** What one error says to the author of the data, or nothing where other errors say it already. */
export function sayError(error: ErrorObject): Violation | undefined {
  if (error.keyword === 'if') return undefined
  const say = says[error.keyword]
  const message = say ? say(error, error.parentSchema as JsonSchema) : (error.message ?? 'is not valid')
  if (error.keyword === 'additionalProperties') return { path: [error.params.additionalProperty], message }
  return { path: [], message }
}

function unknownKey(key: string, known: readonly string[]): string {
  const best = near(key, known)
  if (best) return `unknown key \`${key}\`; did you mean \`${best}\`?`
  return `unknown key \`${key}\`${known.length > longest ? '' : `; known here: ${known.join(', ')}`}`
}

/** The words that a value can be, and the one that was most likely meant. */
export function sayWords(value: unknown, allowed: readonly string[]): string {
  const best = near(String(value), allowed)
  if (best && allowed.length > longest) return `\`${value}\` is not known here; did you mean \`${best}\`?`
  const list = allowed.map((word) => `\`${word}\``).join(', ')
  return `must be one of ${list}${best ? `; did you mean \`${best}\`?` : ''}`
}

function both(keys: readonly string[]): string {
  return keys.map((key) => `\`${key}\``).join(' and ')
}

function tooMany(count: number, limit: unknown, what: string): string {
  return `has ${count} ${what}, at most ${limit} are allowed`
}

function tooFew(count: number, limit: unknown, what: string): string {
  return `has ${count} ${what}, at least ${limit} are needed`
}

function size(value: unknown): number {
  if (typeof value === 'string') return [...value].length
  return Object.keys(value as object).length
}
