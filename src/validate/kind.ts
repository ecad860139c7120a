import type { JsonType } from '../json-schema.ts'

const said: Readonly<Record<JsonType, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'empty',
  array: 'a list',
  object: 'a mapping',
}

/** The JSON type of a value; whole numbers are `integer`. */
export function kindOf(value: unknown): JsonType {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  if (Number.isInteger(value)) return 'integer'
  const kind = typeof value
  return kind === 'string' || kind === 'number' || kind === 'boolean' ? kind : 'object'
}

/** JSON types in words: "a text, a list or a mapping". */
export function sayKinds(kinds: readonly JsonType[]): string {
  const names = [...new Set(kinds.map((kind) => said[kind]))]
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
