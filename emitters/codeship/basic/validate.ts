import { type Document, plain } from '../../../src/document.ts'
import { validate as hold } from '../../../src/validate.ts'
import type { Fault } from '../../../src/vendor.ts'
import { basicSchema } from '../schema.ts'

/** The faults of a `codeship.yml` by what its package reads. */
export async function validate(document: Document): Promise<readonly Fault[]> {
  return document.kind === 'yaml' ? hold(basicSchema, plain(document.documents[0])) : []
}
