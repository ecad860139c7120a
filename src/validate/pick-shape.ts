import type { JsonSchema, JsonType } from '../json-schema.ts'
import type { Violation } from '../validate.ts'
import { kindOf, sayKinds } from './kind.ts'
import { sayWords } from './say-error.ts'

/** A shape that a value could have had, and what stands against it. */
export interface Shape {
  readonly schema: JsonSchema
  readonly violations: readonly Violation[]
}

/** What to say of a value that has none of its possible shapes: the complaints of the one that it comes nearest to. */
export function pickShape(title: string | undefined, shapes: readonly Shape[], value: unknown): readonly Violation[] {
  const fitting = shapes.filter(({ schema }) => takes(schema, value))
  const best = [...fitting].sort((a, b) => depth(b) - depth(a) || a.violations.length - b.violations.length)[0]
  if (best && depth(best) > 0) return best.violations
  if (title !== undefined) return [{ path: [], message: `must be ${title}` }]
  if (best) {
    if (fitting.length === 1) return best.violations
    const allowed = fitting.flatMap(({ schema }) => schema.enum ?? []).map(String)
    return allowed.length > 0 ? [{ path: [], message: sayWords(value, allowed) }] : best.violations
  }
  const kinds = sayKinds(shapes.flatMap(({ schema }) => typesOf(schema)))
  return [{ path: [], message: `must be ${kinds}, not ${sayKinds([kindOf(value)])}` }]
}

function takes(schema: JsonSchema, value: unknown): boolean {
  const types = typesOf(schema)
  const kind = kindOf(value)
  return types.length === 0 || types.includes(kind) || (kind === 'integer' && types.includes('number'))
}

function typesOf(schema: JsonSchema): readonly JsonType[] {
  if (schema.type) return typeof schema.type === 'string' ? [schema.type] : schema.type
  return schema.anyOf?.flatMap(typesOf) ?? []
}

function depth({ violations }: Shape): number {
  return Math.max(0, ...violations.map((one) => one.path.length))
}
