import { plain } from '../../../src/document.ts'
import type { Pipeline, RawPatch } from '../../../src/ir.ts'
import { compare } from '../../../src/read/compare.ts'
import { filled } from '../../../src/read/patch.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { emit } from '../emit.ts'
import { jobNames } from '../job-names.ts'
import { normalRun, normalTask, ofStart } from './normal.ts'
import { meaningOf } from './normalise.ts'
import { type FoundRun, findRuns } from './objects.ts'
import { type ReadRun, readRun } from './pipeline.ts'

/** A run with patches for all in which its file would differ. */
export interface Patched {
  readonly read: ReadRun
  /** What is patched of each task, by the id of its job. */
  readonly tasks: ReadonlyMap<string, DataMap>
  readonly whole: DataMap
}

/**
 * Reads a run as a story whose file says the same. Where that takes more tasks or tests than the run has, because its
 * events differ in them, the story keeps what starts it as it is.
 */
export function readWhole(run: FoundRun, name: string): Patched {
  const plainly = withResidual(readRun(run, name))
  if (plainly.read.pipeline.vendorTriggers.length > 0 || isSame(plainly, run)) return plainly
  const asIs = withResidual(readRun(run, name, true))
  return asIs.read.pipeline.vendorTriggers.length > 0 && isSame(asIs, run) ? asIs : plainly
}

function isSame({ read: { pipeline } }: Patched, run: FoundRun): boolean {
  const nowhere = { file: '', line: 1, column: 1 }
  const sources = documentsOf(pipeline).map((data) => ({ file: '', data, at: () => nowhere }))
  return compare(meaningOf([run]), meaningOf(findRuns(sources))).length === 0
}

// The runs that the writer makes of a pipeline.
function documentsOf(pipeline: Pipeline): readonly DataMap[] {
  return emit([pipeline], () => {}).flatMap((document) =>
    document.kind === 'yaml' && document.path.startsWith('.tekton/')
      ? [mapOf(plain(document.documents[0]) as Data)]
      : [],
  )
}

/** Patches a pipeline until the file that it yields says what the file said that it was read from. */
export function withResidual(read: ReadRun): Patched {
  const { pipeline, run } = read
  const outputs = documentsOf(pipeline)
  const [output = {}] = outputs
  const { tasks: _, finally: __, ...around } = mapOf(mapOf(output.spec).pipelineSpec)
  const ours = outputs.map(({ spec }) => {
    const { tasks = [], finally: last = [] } = mapOf(mapOf(spec).pipelineSpec)
    return [...listOf(tasks), ...listOf(last)].map((task) => mapOf(task))
  })
  const patches = new Map<string, DataMap>()
  const byTask = jobNames([pipeline])
  const byJob = new Map<string | undefined, DataMap[]>()
  for (const task of ours.flat()) {
    const job = byTask.get(textOf(task.name) ?? '')
    byJob.set(job, [...(byJob.get(job) ?? []), task])
  }
  const jobs = read.jobs.map((one) => {
    if (one.job.raw.length > 0) return one
    const mine = byJob.get(one.job.id) ?? []
    const wanted = normalTask(one.found.data)
    const made = mine.map((task) => patchOf(task, one.found.data, normalTask(task), wanted) ?? {})
    // What the task of one run has, that of another may not have.
    const entries = made.flatMap((patch) => Object.entries(patch))
    const patch = Object.fromEntries(
      entries.filter(([key, value]) => value !== null || mine.every((task) => task[key] !== undefined)),
    ) as DataMap
    if (Object.keys(patch).length === 0) return one
    patches.set(one.job.id, patch)
    return { ...one, job: { ...one.job, raw: [rawOf(patch, one.job.origin)] } }
  })
  const { metadata } = output
  const spec: DataMap = { ...mapOf(output.spec), pipelineSpec: around }
  const { name, generateName, namespace, labels, annotations } = run.metadata
  const wanted: Record<string, Data> = {}
  for (const [key, value] of Object.entries({ name, generateName, namespace, labels, annotations }))
    if (value !== undefined) wanted[key] = value
  const isByHand = pipeline.triggers.some(({ kind }) => kind === 'manual')
  // Several runs of one story cannot have one name, and people start what the story is called.
  if (pipeline.triggers.length > 1 || isByHand) {
    delete wanted.generateName
    wanted.name = textOf(mapOf(metadata).name) ?? ''
  }
  let whole: DataMap =
    patchOf(
      { metadata: metadata ?? null, spec },
      { metadata: wanted, spec: run.spec },
      normalRun(mapOf(metadata), spec),
      normalRun(wanted, run.spec),
    ) ?? {}
  // Where the pipeline lies elsewhere, nothing of it stands in the run.
  if (run.spec.pipelineSpec === undefined) whole = { ...whole, spec: { ...mapOf(whole.spec), pipelineSpec: null } }
  const kept = pipeline.triggers.length > 0 ? withoutStarts(whole, isByHand ? ofStart : /\/on-[a-z-]+$/) : whole
  const raw = Object.keys(kept).length === 0 ? [] : [rawOf(kept, pipeline.origin)]
  return {
    read: { ...read, jobs, pipeline: { ...pipeline, raw, jobs: jobs.map(({ job }) => job) } },
    tasks: patches,
    whole: kept,
  }
}

function rawOf(patch: DataMap, origin: RawPatch['origin']): RawPatch {
  return { vendor: 'tekton', patch, origin }
}

function withoutStarts(patch: DataMap, starts: RegExp): DataMap {
  const metadata = mapOf(patch.metadata)
  const annotations = Object.entries(mapOf(metadata.annotations)).filter(([key]) => !starts.test(key))
  const { annotations: _, ...others } = metadata
  const left = { ...others, ...(annotations.length > 0 && { annotations: Object.fromEntries(annotations) }) }
  const { metadata: __, ...rest } = patch
  return { ...(Object.keys(left).length > 0 && { metadata: left }), ...rest } as DataMap
}

// The normal forms say what differs, the forms as they stand what is written.
function patchOf(from: DataMap, to: DataMap, one: DataMap, other: DataMap): DataMap | undefined {
  const patch: Record<string, Data> = {}
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const [left, right] = [one[key], other[key]]
    if (JSON.stringify(left ?? null) === JSON.stringify(right ?? null)) continue
    const [mine, theirs] = [from[key], to[key]]
    if (theirs === undefined || theirs === null) {
      if (mine !== undefined) patch[key] = null
    } else if (isMap(mine) && isMap(theirs) && isMap(left) && isMap(right)) {
      const inner = patchOf(mine, theirs, left, right)
      if (inner !== undefined) patch[key] = inner
    } else patch[key] = filled(theirs)
  }
  return Object.keys(patch).length === 0 ? undefined : patch
}
