import { join } from 'node:path'
import { collect } from '../../src/diagnostics.ts'
import type { Document } from '../../src/document.ts'
import type { Vendor } from '../../src/vendor.ts'
import { casesIn, projectRoot } from './case-folder.ts'
import { allVendors, gatherCase, translateFor } from './translate-case.ts'

/** One output of a case. */
export interface CaseOutput {
  /** The folder of the case, from the root of the project. */
  readonly name: string
  readonly path: string
  readonly text: string
  /** The output as data; undefined where a raw patch changed the text alone. */
  readonly document: Document | undefined
}

/** All outputs for a vendor of the stories of features and examples; the same text comes once. */
export async function outputsFor(vendor: Vendor): Promise<readonly CaseOutput[]> {
  const folders = ['test/features', 'examples'].flatMap((folder) => casesIn(folder).map((name) => `${folder}/${name}`))
  const found = new Map<string, CaseOutput>()
  for (const name of folders) for (const output of await outputsOf(name, vendor)) found.set(output.text, output)
  return [...found.values()]
}

async function outputsOf(name: string, vendor: Vendor): Promise<readonly CaseOutput[]> {
  const gathered = await gatherCase(join(projectRoot, name))
  const { outputs } = await translateFor(gathered, vendor)
  const documents = outputs.length === 0 ? [] : vendor.emit(gathered.pipelines, collect().report)
  return outputs.map(({ path, text }) => ({
    name,
    path,
    text,
    document: documents.find((document) => document.path === path),
  }))
}

/** A vendor by its id. */
export function vendorOf(id: string): Vendor {
  const vendor = allVendors.find((one) => one.id === id)
  if (vendor === undefined) throw new Error(`there is no vendor ${id}`)
  return vendor
}
