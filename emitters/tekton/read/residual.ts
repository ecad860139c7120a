import { plain } from '../../../src/document.ts'
import type { RawPatch } from '../../../src/ir.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { emit } from '../emit.ts'
import { jobNames } from '../job-names.ts'
import { normalRun, normalTask } from './normal.ts'
import type { ReadRun } from './pipeline.ts'

/** A run with patches for all in which its file would differ. */
export interface Patched {
  readonly read: ReadRun
  /** What is patched of each task, by the id of its job. */
  readonly tasks: ReadonlyMap<string, DataMap>
  readonly whole: DataMap
}

/** Patches a pipeline until the file that it yields says what the file said that it was read from. */
export function withResidual(read: ReadRun): Patched {
  const { pipeline, run } = read
  const [document] = emit([pipeline], () => {})
  const output = document?.kind === 'yaml' ? mapOf(plain(document.documents[0]) as Data) : {}
  const { tasks = [], finally: last = [], ...around } = mapOf(mapOf(output.spec).pipelineSpec)
  const ours = [...listOf(tasks), ...listOf(last)].map((task) => mapOf(task))
  const patches = new Map<string, DataMap>()
  const byTask = jobNames([pipeline])
  const jobs = read.jobs.map((one) => {
    const mine = ours.find((task) => byTask.get(textOf(task.name) ?? '') === one.job.id)
    if (mine === undefined) return one
    const patch = patchOf(mine, one.found.data, normalTask(mine), normalTask(one.found.data))
    if (patch === undefined) return one
    patches.set(one.job.id, patch)
    return { ...one, job: { ...one.job, raw: [rawOf(patch, one.job.origin)] } }
  })
  const { metadata } = output
  const spec: DataMap = { ...mapOf(output.spec), pipelineSpec: around }
  const { name, generateName, namespace, labels, annotations } = run.metadata
  const wanted: Record<string, Data> = {}
  for (const [key, value] of Object.entries({ name, generateName, namespace, labels, annotations }))
    if (value !== undefined) wanted[key] = value
  // Several runs of one story cannot have one name.
  if (pipeline.triggers.length > 1) wanted.name = textOf(mapOf(metadata).name) ?? ''
  const whole =
    patchOf(
      { metadata: metadata ?? null, spec },
      { metadata: wanted, spec: run.spec },
      normalRun(mapOf(metadata), spec),
      normalRun(wanted, run.spec),
    ) ?? {}
  const kept = pipeline.triggers.length > 1 ? withoutStarts(whole) : whole
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

function withoutStarts(patch: DataMap): DataMap {
  const metadata = mapOf(patch.metadata)
  const annotations = Object.entries(mapOf(metadata.annotations)).filter(([key]) => !/\/on-[a-z-]+$/.test(key))
  const { annotations: _, ...others } = metadata
  const left = { ...others, ...(annotations.length > 0 && { annotations: Object.fromEntries(annotations) }) }
  const { metadata: __, ...rest } = patch
  return { ...rest, ...(Object.keys(left).length > 0 && { metadata: left }) } as DataMap
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

// In a patch null takes a key out.
function filled(value: Data): Data {
  if (Array.isArray(value)) return (value as readonly Data[]).map((one) => filled(one)) as Data
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      inner === null ? (key === 'value' ? [[key, '']] : []) : [[key, filled(inner)]],
    ),
  ) as DataMap
}
