import { checkAcceptances, checkCapabilities } from './check.ts'
import { type Report, rules } from './diagnostics.ts'
import type { Document, YamlFile } from './document.ts'
import { runSteps } from './features/use.ts'
import type { Pipeline, RawPatch } from './ir.ts'
import { withinLimits } from './open-limits.ts'
import { asWritten, inOwnWords } from './own-words.ts'
import type { Vendor } from './vendor.ts'
import { printYaml } from './yaml.ts'

/** One file of the output, as text. */
export interface Output {
  /** From the root of the project, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly executable: boolean
  /** The id of the vendor that reads it. */
  readonly vendor: string
  /** What was printed, where it was made as data. */
  readonly document?: YamlFile
}

/**
 * The files of stories for vendors, and all findings about them; in whichever order stories come, what holds several is
 * the same. Where an error is found, the vendor's files are missing: nothing half-right is made.
 */
export async function emitStories(
  stories: readonly Pipeline[],
  vendors: readonly Vendor[],
  report: Report,
): Promise<readonly Output[]> {
  const pipelines = inOrder(stories)
  const outputs: Output[] = []
  for (const pipeline of pipelines) checkAcceptances(pipeline, vendors, report)
  for (const vendor of vendors) {
    let failed = false
    const watch: Report = (code, at, params, docs) => {
      report(code, at, params, docs)
      failed ||= rules[code].severity === 'error'
    }
    const seen = pipelines.map((pipeline) => withinLimits(asWritten(pipeline, vendor.id), vendor, watch))
    for (const pipeline of seen) checkCapabilities(pipeline, vendor, watch)
    if (failed) continue
    const documents = vendor.emit(
      seen.map((pipeline) => inOwnWords(pipeline, vendor.id)),
      watch,
    )
    if (failed) continue
    await checkPatched(pipelines, vendor, documents, watch)
    if (failed) continue
    outputs.push(...documents.map((document) => print(document, vendor.id)))
  }
  reportPatchesElsewhere(pipelines, vendors, report)
  return outputs
}

function inOrder(stories: readonly Pipeline[]): readonly Pipeline[] {
  return stories.length < 2
    ? stories
    : stories.toSorted((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : 0))
}

/** A document as text. */
export function print(document: Document, vendor: string): Output {
  return document.kind === 'yaml'
    ? { path: document.path, text: printYaml(document), executable: false, vendor, document }
    : { path: document.path, text: document.text, executable: document.executable, vendor }
}

// Only a patch by hand can make an output that the vendor refuses; our own are held by tests.
async function checkPatched(
  pipelines: readonly Pipeline[],
  vendor: Vendor,
  documents: readonly Document[],
  report: Report,
): Promise<void> {
  const patch = pipelines.flatMap(patchesOf).find((raw) => raw.vendor === vendor.id)
  if (patch === undefined) return
  for (const document of documents) {
    for (const fault of await vendor.validate(document)) {
      report('raw-invalid', patch.origin, { vendor: vendor.title, address: fault.path.join('.'), why: fault.message })
    }
  }
}

// A node that each vendor has a patch for loses nothing anywhere.
function reportPatchesElsewhere(pipelines: readonly Pipeline[], vendors: readonly Vendor[], report: Report): void {
  for (const patches of pipelines.flatMap((pipeline) => patchedNodes(pipeline, changesStep))) {
    const others = vendors.filter(({ id }) => !patches.some(({ vendor }) => vendor === id)).map(({ title }) => title)
    if (others.length === 0) continue
    for (const { vendor, origin } of patches) {
      const own = vendors.find(({ id }) => id === vendor)?.title ?? vendor
      report('raw-elsewhere', origin, { vendor: own, others })
    }
  }
}

// What is only switched on says where a step stands, and takes nothing from the others.
function changesStep({ patch }: RawPatch): boolean {
  return Object.values(patch).some((value) => value !== true)
}

function patchesOf(pipeline: Pipeline): readonly RawPatch[] {
  return patchedNodes(pipeline, () => true).flat()
}

function patchedNodes(
  pipeline: Pipeline,
  countsInStep: (patch: RawPatch) => boolean,
): readonly (readonly RawPatch[])[] {
  const nodes = pipeline.raw.length === 0 ? [] : [pipeline.raw]
  for (const job of pipeline.jobs) {
    if (job.raw.length > 0) nodes.push(job.raw)
    for (const { raw } of runSteps(job)) if (raw.some(countsInStep)) nodes.push(raw)
  }
  return nodes
}
