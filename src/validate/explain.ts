import type { Ajv, ErrorObject } from 'ajv'
import type { JsonSchema } from '../json-schema.ts'
import type { Violation } from '../validate.ts'
import { pickShape } from './pick-shape.ts'
import { sayError } from './say-error.ts'

/** Parts of a schema, each made whole by the definitions of the root; kept because Ajv compiles each object once. */
const wholes = new WeakMap<JsonSchema, WeakMap<JsonSchema, JsonSchema>>()

/** Tells what stands against data, for people: of a choice only the shape that was most likely meant. */
export function explain(ajv: Ajv, root: JsonSchema, data: unknown): readonly Violation[] {
  return say(errorsOf(root, data), data)

  function errorsOf(part: JsonSchema, value: unknown): readonly ErrorObject[] {
    const check = ajv.compile(part)
    return check(value) ? [] : (check.errors ?? [])
  }

  /** Errors arrive flat: those of the parts of a schema stand right before the error that they add up to. */
  function say(errors: readonly ErrorObject[], value: unknown): readonly Violation[] {
    const found: Violation[] = []
    for (let index = errors.length - 1; index >= 0; index--) {
      const error = errors[index]!
      const { said, summed } = sayOne(error)
      index -= summed
      const path = pathOf(error.instancePath, value)
      found.unshift(...said.map((one) => ({ path: [...path, ...one.path], message: one.message })))
    }
    return found
  }

  function sayOne(error: ErrorObject): { readonly said: readonly Violation[]; readonly summed: number } {
    if (error.keyword === 'anyOf') {
      const shapes = (error.schema as readonly JsonSchema[]).map((schema) => {
        const errors = errorsOf(whole(schema), error.data)
        return { schema: resolve(schema), errors, violations: say(errors, error.data) }
      })
      const summed = shapes.reduce((sum, { errors }) => sum + errors.length, 0)
      return { said: pickShape((error.parentSchema as JsonSchema).title, shapes, error.data), summed }
    }
    if (error.keyword === 'propertyNames') {
      const name: string = error.params.propertyName
      const errors = errorsOf(whole(error.schema as JsonSchema), name)
      const said = say(errors, name).map(({ message }) => ({ path: [name], message: `the name ${message}` }))
      return { said, summed: errors.length }
    }
    const said = sayError(error)
    return { said: said ? [said] : [], summed: 0 }
  }

  function resolve(part: JsonSchema): JsonSchema {
    if (part.$ref === undefined) return part
    return resolve(root.definitions?.[part.$ref.slice('#/definitions/'.length)] ?? {})
  }

  function whole(part: JsonSchema): JsonSchema {
    const known = wholes.get(root) ?? new WeakMap<JsonSchema, JsonSchema>()
    wholes.set(root, known)
    const made = known.get(part) ?? { ...part, definitions: root.definitions ?? {} }
    known.set(part, made)
    return made
  }
}

function pathOf(pointer: string, root: unknown): readonly (string | number)[] {
  let value = root
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
      const step = Array.isArray(value) ? Number(key) : key
      value = (value as Record<string | number, unknown>)[step]
      return step
    })
}
