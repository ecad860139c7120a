import { vendors } from '../../emitters/index.ts'
import { gatherStories } from '../../src/cli/gather.ts'
import { type LocatedFinding, locateFindings } from '../../src/cli/locate-findings.ts'
import { collect, type Diagnostic } from '../../src/diagnostics.ts'
import type { Output } from '../../src/emit.ts'
import { emitStories } from '../../src/emit.ts'
import type { Pipeline } from '../../src/ir.ts'
import type { Bundle } from '../../src/load/bundle.ts'
import type { Vendor } from '../../src/vendor.ts'
import { storiesIn } from './case-folder.ts'

/** The registered vendors, in the order of tables. */
export const allVendors: readonly Vendor[] = Object.values(vendors)

/** What a vendor makes of a story. */
export interface Translation {
  readonly vendor: Vendor
  readonly outputs: readonly Output[]
  readonly findings: readonly LocatedFinding[]
}

/** The stories of a case, loaded and compiled. */
export interface GatheredCase {
  readonly pipelines: readonly Pipeline[]
  /** What loading and compiling found. */
  readonly found: readonly Diagnostic[]
  readonly bundles: readonly Bundle[]
  readonly folder: string
}

/** Loads and compiles the stories of a case as the command line does. Places are told from the folder of the case; `beside` are the vendors that it is wanted for. */
export async function gatherCase(folder: string, beside = Object.keys(vendors)): Promise<GatheredCase> {
  const { report, found } = collect()
  const gathering = { cwd: folder, root: folder, names: storiesIn(folder), seconds: 60, beside }
  const { pipelines, bundles } = await gatherStories(gathering, report)
  return { pipelines, bundles, found, folder }
}

/** What each vendor makes of the stories of a case, whether they name it or not. */
export async function translateCase(folder: string): Promise<readonly Translation[]> {
  const gathered = await gatherCase(folder)
  return Promise.all(allVendors.map((vendor) => translateFor(gathered, vendor)))
}

/** What one vendor makes of the stories of a case. */
export async function translateFor(
  { pipelines, found, bundles, folder }: GatheredCase,
  vendor: Vendor,
): Promise<Translation> {
  const { report, found: further } = collect()
  const outputs = pipelines.length === 0 ? [] : await emitStories(pipelines, [vendor], report)
  return { vendor, outputs, findings: locateFindings([...found, ...further], bundles, folder) }
}
