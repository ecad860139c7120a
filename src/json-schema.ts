/** The names of the types that JSON knows. */
export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object'

/** The part of JSON Schema (draft 07) that our schemas are written in. `title` finishes the sentence "must be …". */
export interface JsonSchema {
  readonly $ref?: string
  readonly definitions?: SchemaMap
  readonly title?: string
  readonly type?: JsonType | readonly JsonType[]
  readonly const?: string | number | boolean | null
  readonly enum?: readonly (string | number | boolean | null)[]
  readonly properties?: SchemaMap
  readonly patternProperties?: SchemaMap
  readonly additionalProperties?: JsonSchema | boolean
  readonly propertyNames?: JsonSchema
  readonly required?: readonly string[]
  readonly dependencies?: Readonly<Record<string, readonly string[]>>
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly maximum?: number
  readonly allOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly not?: JsonSchema
  readonly if?: JsonSchema
  readonly then?: JsonSchema
  readonly else?: JsonSchema
}

/** Schemas by name. */
export type SchemaMap = Readonly<Record<string, JsonSchema>>

type KeyOf<U> = U extends unknown ? keyof U : never

/** One of several shapes, and never a mix of two, which TypeScript lets through in a plain union. */
export type OneShape<U, All = U> = U extends unknown
  ? U & { readonly [K in Exclude<KeyOf<All>, keyof U>]?: never }
  : never

type OptionalKey<T> = { [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K> ? K : never }[keyof T]

/** A mapping that knows the keys of `T` and no other; the compiler holds both lists of keys against the type. */
export function closed<T extends object>(
  required: { readonly [K in Exclude<keyof T, OptionalKey<T>>]: JsonSchema },
  optional: { readonly [K in OptionalKey<T>]: JsonSchema },
  more: JsonSchema = {},
): JsonSchema {
  const keys = Object.keys(required)
  return {
    type: 'object',
    properties: { ...required, ...optional },
    ...(keys.length > 0 && { required: keys }),
    additionalProperties: false,
    ...more,
  }
}

/** A mapping from any name to one kind of value. */
export function mapOf(value: JsonSchema, more: JsonSchema = {}): JsonSchema {
  return { type: 'object', additionalProperties: value, ...more }
}

/** A list of one kind of item. */
export function listOf(items: JsonSchema, more: JsonSchema = {}): JsonSchema {
  return { type: 'array', items, ...more }
}

/** One of several shapes. */
export function anyOf(...shapes: readonly JsonSchema[]): JsonSchema {
  return { anyOf: shapes }
}

/** One value, or a list of at least one. */
export function oneOrMany(item: JsonSchema, more: JsonSchema = {}): JsonSchema {
  return anyOf(item, listOf(item, { minItems: 1, ...more }))
}

/** One of some words. */
export function words(...allowed: readonly string[]): JsonSchema {
  return { type: 'string', enum: allowed }
}

/** A string of a form that has a name. */
export function form(title: string, pattern: string, more: JsonSchema = {}): JsonSchema {
  return { type: 'string', title, pattern, ...more }
}

/** A definition of the same schema, by name. */
export function ref(name: string): JsonSchema {
  return { $ref: `#/definitions/${name}` }
}

/** Refuses keys that cannot stand together. */
export function exclusive(...keys: readonly string[]): JsonSchema {
  return { not: { required: keys } }
}

/** Holds a value against one schema where it passes a test, and against another where it does not. */
export function when(test: JsonSchema, then: JsonSchema, otherwise: JsonSchema = {}): JsonSchema {
  return { if: test, then, else: otherwise }
}

/** A test for the presence of a key. */
export function has(key: string): JsonSchema {
  return { required: [key] }
}
