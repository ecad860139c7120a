import { type Document, plain } from '../../src/document.ts'
import type { Fault } from '../../src/vendor.ts'

/** The faults of a workflow by the closed schema, which is loaded only here. */
export async function validateDocument(document: Document): Promise<readonly Fault[]> {
  if (document.kind !== 'yaml') return []
  const [{ workflowSchema }, { validate }] = await Promise.all([import('./schema.ts'), import('../../src/validate.ts')])
  const faults = await Promise.all(document.documents.map((one) => validate(workflowSchema, plain(one))))
  return faults.flat()
}
