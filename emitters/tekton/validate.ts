import { type Document, plain } from '../../src/document.ts'
import type { Fault } from '../../src/vendor.ts'

/** The faults of an output by the closed schema, and by the rules of Tekton's admission webhook. */
export async function validateDocument(document: Document): Promise<readonly Fault[]> {
  if (document.kind !== 'yaml') return []
  if (!document.path.startsWith('.tekton/'))
    return document.path.startsWith('tekton/') || document.documents.some(isOurs) ? [] : foreign
  // Most runs of the program need neither the schema nor what holds data against it.
  const [{ pipelineRunSchema }, { validate }, { admit }] = await Promise.all([
    import('./schema.ts'),
    import('../../src/validate.ts'),
    import('./admission.ts'),
  ])
  const [data] = document.documents.map(plain)
  const faults = await validate(pipelineRunSchema, data)
  return faults.length > 0 ? faults : admit(data as Parameters<typeof admit>[0])
}

// Whose a file is that lies anywhere is told by the vendor that has the fewest faults in it.
const foreign: readonly Fault[] = Array.from({ length: 100 }, () => ({
  path: ['apiVersion'],
  message: 'must be one of Tekton',
}))

function isOurs(document: unknown): boolean {
  const { apiVersion } = plain(document as Parameters<typeof plain>[0]) as { readonly apiVersion?: unknown }
  return typeof apiVersion === 'string' && apiVersion.startsWith('tekton.dev/')
}
