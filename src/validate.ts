import type { Ajv, Options } from 'ajv'
import type { JsonSchema } from './json-schema.ts'
import { explain } from './validate/explain.ts'

export type { JsonSchema } from './json-schema.ts'

/** One place where data breaks its schema. */
export interface Violation {
  /** Keys and indices from the root; for an unknown or misnamed key it ends in that key. */
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Our schemas are held against types and tests, so Ajv need not check them; unoptimised code is made twice as fast. */
const options: Options = {
  strict: false,
  allErrors: true,
  verbose: true,
  meta: false,
  validateSchema: false,
  validateFormats: false,
  inlineRefs: false,
  logger: false,
  code: { optimize: false },
}

let loading: Promise<Ajv> | undefined

/** Holds plain data against a schema and tells every violation once, in the order of the schema. */
export async function validate(schema: JsonSchema, data: unknown): Promise<readonly Violation[]> {
  // Loading and compiling take longer than most commands; only those that validate pay for it.
  loading ??= import('ajv').then((module) => new module.Ajv(options))
  const found = explain(await loading, schema, data)
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()]
}
