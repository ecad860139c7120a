import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Report } from '../../diagnostics.ts'
import { emitStories, type Output } from '../../emit.ts'
import type { Pipeline } from '../../ir.ts'
import type { Bundle } from '../../load/bundle.ts'
import type { Reading, Reason, SourceFile } from '../../read/reading.ts'
import { caseless, type TakenNames, takeName } from '../../take-name.ts'
import { formatStory } from '../../tell/format.ts'
import { ownComments } from '../../tell/own-comments.ts'
import { tellStory } from '../../tell/story.ts'
import type { Source } from '../../vendor.ts'
import { allTargets, isTarget } from '../choose-vendors.ts'
import { gatherStories } from '../gather.ts'
import { rateStory } from '../rate.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import { compareFiles, type DifferenceIn } from './compare-files.ts'
import { weaver } from './weaver.ts'

/** What became of the files of a vendor. */
export interface Imported {
  readonly vendor: Source
  readonly files: readonly SourceFile[]
  readonly reading: Reading
  readonly stories: readonly ImportedStory[]
  /** What the stories say, as read again from their text. */
  readonly pipelines: readonly Pipeline[]
  readonly bundles: readonly Bundle[]
  /** What the vendor would get of the stories. */
  readonly outputs: readonly Output[]
  /** Where those mean something else than what was read; undefined: this could not be looked at. */
  readonly differences: readonly DifferenceIn[] | undefined
}

/** A story that was written for a pipeline of the files. */
export interface ImportedStory {
  readonly path: string
  readonly text: string
}

/** How files are imported. */
export interface Importing {
  /** The folder of the stories, from the root of the project; `.` for the root. */
  readonly folder: string
  /** The vendors that the stories name; empty: the one that the files are of, or the first that takes them. */
  readonly targets: readonly string[]
  readonly seconds: number
  /** Whether the vendor is left: what it would make of the stories is compared, and no matter otherwise. */
  readonly leaving?: boolean
  /** Whether what the files call of the project itself takes the place of the calls. */
  readonly inlining?: boolean
  /** A change of what was read before it is told. */
  readonly change?: (pipeline: Pipeline) => Pipeline
  /** The paths of stories that are taken, in lower case; it grows. */
  readonly taken?: TakenNames
  /** The names of stories that are taken, in lower case; it grows. */
  readonly names?: TakenNames
}

/** Reads the files of a vendor, tells stories, reads those again, and writes the vendor's files from them to compare. */
export async function importFiles(
  vendor: Source,
  files: readonly SourceFile[],
  importing: Importing,
  report: Report,
): Promise<Imported> {
  const reader = await vendor.read?.()
  const reason: Reason = { leaving: importing.leaving === true, inlining: importing.inlining === true }
  const read = reader?.read(files, report, reason) ?? {
    pipelines: [],
    comments: [],
    coverage: [],
  }
  const named = withNames(read.pipelines, importing.names ?? caseless(), report)
  const reading = { ...read, pipelines: importing.change === undefined ? named : named.map(importing.change) }
  const stories: ImportedStory[] = []
  const taken = importing.taken ?? caseless()
  // A story that leaves its vendor says all for itself.
  const stays = importing.leaving !== true
  const like = vendor.usual !== undefined && stays ? { id: vendor.id, usual: vendor.usual } : undefined
  const commentsOf = ownComments(reading.pipelines, reading.comments)
  for (const pipeline of reading.pipelines) {
    const path = pathOf(pipeline, importing.folder, taken)
    const targets = targetsOf(pipeline, importing.targets)
    const accepted = pipeline.accepted.filter(({ finding }) => targets.includes(vendorIn(finding)))
    const told = tellStory({ ...pipeline, source: path, targets, accepted }, commentsOf(pipeline), weaver, like)
    for (const { what, node } of told.problems)
      report('import-lost', node.origin, { vendor: vendor.title, address: what, why: 'a story cannot say it' })
    stories.push({ path, text: await formatStory(told) })
  }
  const again = await readAgain(stories, importing.seconds, report)
  if (again === undefined)
    return { vendor, files, reading, stories: [], pipelines: [], bundles: [], outputs: [], differences: undefined }
  const { pipelines, bundles } = again
  const tell: Report = importing.leaving === true ? () => undefined : report
  const back = importing.leaving === true ? pipelines.map((pipeline) => backOf(pipeline, reading.pipelines)) : pipelines
  const outputs = back.length === 0 || !isTarget(vendor) ? [] : await emitStories(back, [vendor], tell)
  const from = new Map(
    stories.flatMap(({ path }, index) => {
      const pipeline = reading.pipelines[index]
      return pipeline === undefined ? [] : [[pipeline.origin.file, { path, name: pipeline.name }] as const]
    }),
  )
  const differences =
    pipelines.length < stories.length
      ? undefined
      : compareFiles(reader, files, outputs, from, { documents: reading.documents ?? [], reason }, report)
  return { vendor, files, reading, stories, pipelines, bundles, outputs, differences }
}

// What a story of a move need not say of the vendor that is left counts where its files are compared.
function backOf(pipeline: Pipeline, read: readonly Pipeline[]): Pipeline {
  const own = read.find(({ name }) => name === pipeline.name)
  if (own === undefined) return pipeline
  const jobs = pipeline.jobs.map((job) => {
    const failFast = own.jobs.find(({ id }) => id === job.id)?.matrix?.failFast
    return job.matrix === null || failFast === undefined ? job : { ...job, matrix: { ...job.matrix, failFast } }
  })
  return { ...pipeline, accepted: own.accepted, jobs }
}

// A finding names itself `level:vendor/feature`.
function vendorIn(finding: string): string {
  return /:([^/]*)\//.exec(finding)?.[1] ?? ''
}

// What no vendor of its own can be written for is for the first one that takes all of it.
function targetsOf(pipeline: Pipeline, asked: readonly string[]): readonly string[] {
  if (asked.length > 0) return asked
  if (pipeline.targets.length > 0) return pipeline.targets
  const all = allTargets().filter(({ variantOf }) => variantOf === undefined)
  const takes = all.find((vendor) =>
    rateStory(pipeline, [vendor]).every((row) => row.vendors[vendor.id]?.level !== 'refused'),
  )
  return [takes ?? all[0]].flatMap((vendor) => vendor?.id ?? [])
}

// Two stories of one name would write to one place.
function withNames(pipelines: readonly Pipeline[], taken: TakenNames, report: Report): readonly Pipeline[] {
  return pipelines.map((pipeline) => {
    const name = takeName(pipeline.name, taken)
    if (name === pipeline.name) return pipeline
    const why = 'there is a story of that name already, and it names what is written'
    report('import-approximate', pipeline.origin, { address: 'name', from: pipeline.name, to: name, why })
    return { ...pipeline, name }
  })
}

function pathOf({ name }: Pipeline, folder: string, taken: TakenNames): string {
  const base = name.replaceAll(/[^\w.-]+/g, '-')
  const path = takeName(`${base}.story.ts`, taken, (number) => `${base}-${number}.story.ts`)
  return folder === '.' ? path : `${folder}/${path}`
}

// As the command line will read them, so that a fault of a story is found before anybody sees it; undefined: nowhere to.
async function readAgain(
  stories: readonly ImportedStory[],
  seconds: number,
  report: Report,
): Promise<{ readonly pipelines: readonly Pipeline[]; readonly bundles: readonly Bundle[] } | undefined> {
  if (stories.length === 0) return { pipelines: [], bundles: [] }
  const root = makeTemporaryFolder('pipegen-import-', report)
  if (root === undefined) return undefined
  try {
    for (const { path, text } of stories) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    const names = stories.map(({ path }) => path)
    return await gatherStories({ cwd: root, root, names, seconds }, report)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
