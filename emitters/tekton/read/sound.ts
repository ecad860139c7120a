import type { JsonSchema } from '../../../src/json-schema.ts'
import type { Path } from '../../../src/read/cursor.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap } from '../../../src/yaml/look.ts'
import { pipelineRunSchema } from '../schema.ts'

/** A part of an object as Tekton takes it, and the keys that it does not know. */
export interface Sound {
  readonly data: DataMap
  readonly unknown: readonly Path[]
}

/** A part of an object without keys that Tekton does not know, and with numbers as the texts that it makes of them. */
export function sound(data: DataMap, definition: string): Sound {
  const unknown: Path[] = []
  const made = clean(data, { $ref: `#/definitions/${definition}` }, [], unknown)
  return { data: isMap(made) ? made : {}, unknown }
}

function clean(data: Data, schema: JsonSchema, path: Path, unknown: Path[]): Data {
  const known = shapeFor(data, schema)
  if (known === undefined) return typeof data === 'number' || typeof data === 'boolean' ? String(data) : data
  if (Array.isArray(data)) {
    const { items = {} } = known
    return (data as readonly Data[]).map((one, index) => clean(one, items, [...path, index], unknown))
  }
  if (!isMap(data)) return data
  const { properties = {}, additionalProperties: more = true } = known
  const said = schema.$ref === '#/definitions/param' ? { ...data, value: data.value ?? '' } : data
  const entries = Object.entries(said).flatMap(([key, value]): readonly (readonly [string, Data])[] => {
    // In an object of the cluster null is not said, and a value that is not said is empty.
    if (value === null) return key === 'value' ? [[key, '']] : []
    const inner = Object.hasOwn(properties, key) ? properties[key] : more
    if (inner !== undefined && typeof inner === 'object') return [[key, clean(value, inner, [...path, key], unknown)]]
    if (inner === true) return [[key, clean(value, {}, [...path, key], unknown)]]
    unknown.push([...path, key])
    return []
  })
  return Object.fromEntries(entries) as DataMap
}

// The shape that data has, of those that are allowed; undefined: it has none of them.
function shapeFor(data: Data, schema: JsonSchema): JsonSchema | undefined {
  if (schema.$ref !== undefined) {
    const inner = pipelineRunSchema.definitions?.[schema.$ref.replace('#/definitions/', '')]
    return inner === undefined ? {} : shapeFor(data, inner)
  }
  const type = data === null ? 'null' : Array.isArray(data) ? 'array' : typeof data
  if (schema.type !== undefined) {
    const types: readonly string[] = typeof schema.type === 'string' ? [schema.type] : schema.type
    // What is null was not said.
    return type === 'null' || types.includes(type) || (type === 'number' && types.includes('integer'))
      ? schema
      : undefined
  }
  if (schema.properties !== undefined || schema.anyOf === undefined) return schema
  return schema.anyOf.map((one) => shapeFor(data, one)).find((one) => one !== undefined)
}
