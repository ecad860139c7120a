import { type Document, plain } from '../../../src/document.ts'
import type { Fault } from '../../../src/vendor.ts'

/** The faults of an output by the closed schema of each object in it, and by the rules of the webhooks. */
export async function validatePlain(document: Document): Promise<readonly Fault[]> {
  if (document.kind !== 'yaml') return []
  // Most runs of the program need neither the schemas nor what holds data against them.
  const [{ objectSchemas }, { validate }, { admitPlain }] = await Promise.all([
    import('./schema.ts'),
    import('../../../src/validate.ts'),
    import('./admission.ts'),
  ])
  const found = await Promise.all(
    document.documents.map(plain).map(async (data, index): Promise<readonly Fault[]> => {
      const { kind } = data as { readonly kind?: keyof typeof objectSchemas }
      const schema = kind === undefined ? undefined : objectSchemas[kind]
      if (schema === undefined) return [{ path: [index, 'kind'], message: 'is no kind that belongs here' }]
      const faults = await validate(schema, data)
      const all = faults.length > 0 ? faults : await admitPlain(data as Parameters<typeof admitPlain>[0])
      return all.map(({ path, message }) => ({ path: [index, ...path], message }))
    }),
  )
  return found.flat()
}
