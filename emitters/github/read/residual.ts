import { plain } from '../../../src/document.ts'
import type { Job, Pipeline } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { writePipeline } from '../pipeline.ts'
import { differingKeys, isAlike, isSame, patchOf } from './difference.ts'
import type { ReadJob } from './job.ts'
import { joined } from './join-patches.ts'
import { type NormalWorkflow, normalise } from './normalise.ts'
import { type Keep, patchSetUp } from './patch-set-up.ts'
import { settle } from './settle.ts'
import { mapOf, type Source } from './source.ts'
import { eventsOf } from './triggers.ts'

/** What the writer makes of a pipeline, as data; undefined where it is too large for one file. */
export function written(pipeline: Pipeline, path: string): Source | undefined {
  const document = writePipeline(pipeline, () => {})
  const data = document?.kind === 'yaml' ? plain(document.documents[0]) : undefined
  const origin: Origin = { file: path, line: 1, column: 1 }
  return data === undefined ? undefined : { path, data: data as DataMap, at: () => origin }
}

/** A pipeline with patches for all in which the file that it writes differs from the file that it was read from. */
export function withResidual(
  pipeline: Pipeline,
  jobs: ReadonlyMap<string, ReadJob>,
  source: Source,
  keep: Keep = () => {},
): Pipeline {
  const wanted = normalise(source)
  const look = looking(source.path)
  const open = keepDefaults(pipeline, jobs, source)
  // What stands around the steps first: what they say hangs on it.
  const keyed = look(open, (output, found) => {
    const raw = joined(open.raw, patchWorkflow(source, output, wanted, found), source.at([]))
    const patched = withJobs(open, (job) => patchJob(job, source, output, wanted, found))
    return raw === open.raw ? patched : { ...patched, raw }
  })
  const stepped = look(keyed, (_, found) => withJobs(keyed, (job) => settle(job, jobs, source, wanted, found)))
  const set = look(stepped, (output, found) =>
    withJobs(stepped, (job) => patchSetUp(job, jobs, source, output, wanted, found, keep)),
  )
  // Steps that were kept as they stand can have changed what is said around them.
  return look(set, (output, found) => withJobs(set, (job) => patchJob(job, source, output, wanted, found)))
}

type Change = (output: Source, found: NormalWorkflow) => Pipeline

// Looks at what is written of pipelines; one that nothing had to be changed of is not written again.
function looking(path: string): (pipeline: Pipeline, change: Change) => Pipeline {
  let last: { readonly of: Pipeline; readonly output: Source; readonly found: NormalWorkflow } | undefined
  return (pipeline, change) => {
    if (last?.of !== pipeline) {
      const output = written(pipeline, path)
      if (output === undefined) return pipeline
      last = { of: pipeline, output, found: normalise(output) }
    }
    return change(last.output, last.found)
  }
}

// The pipeline itself where no job of it changes.
function withJobs(pipeline: Pipeline, change: (job: Job) => Job): Pipeline {
  const jobs = pipeline.jobs.map(change)
  return jobs.every((job, index) => job === pipeline.jobs[index]) ? pipeline : { ...pipeline, jobs }
}

// Where a job runs on several systems, what its scripts run with is left to each machine.
function keepDefaults(pipeline: Pipeline, jobs: ReadonlyMap<string, ReadJob>, source: Source): Pipeline {
  const open = [...jobs.values()].some(
    ({ around }) => around.windows === 'some' && around.shell === undefined && !around.inContainer,
  )
  return open ? { ...pipeline, raw: joined(pipeline.raw, { defaults: null }, source.at([])) } : pipeline
}

function patchWorkflow(source: Source, output: Source, wanted: NormalWorkflow, found: NormalWorkflow): DataMap {
  const patch: Record<string, unknown> = {}
  for (const key of differingKeys(wanted.keys, found.keys)) patch[key] = patchOf(output.data[key], source.data[key])
  const events = differingKeys(wanted.on, found.on)
  if (events.length > 0) {
    const [theirs, ours] = [eventsOf(source.data.on), mapOf(output.data.on) ?? {}]
    patch.on = Object.fromEntries(
      events.map((event) => {
        if (!(event in wanted.on)) return [event, null]
        const settings = theirs[event]
        return [
          event,
          settings === undefined || settings === null ? {} : withoutUsual(patchOf(ours[event] ?? undefined, settings)),
        ]
      }),
    )
  }
  return patch as DataMap
}

// An input whose default goes without saying need not lose it.
function withoutUsual(patch: unknown): unknown {
  const inputs = mapOf(mapOf(patch)?.inputs)
  if (inputs === undefined) return patch
  const kept = Object.entries(inputs).flatMap(([name, input]) => {
    const { default: usual, ...rest } = mapOf(input) ?? {}
    const left = usual === null ? rest : input
    return mapOf(left) !== undefined && Object.keys(left as object).length === 0 ? [] : [[name, left]]
  })
  return { ...mapOf(patch), inputs: Object.fromEntries(kept) }
}

function patchJob(job: Job, source: Source, output: Source, wanted: NormalWorkflow, found: NormalWorkflow): Job {
  const [one, other] = [wanted.jobs[job.id], found.jobs[job.id]]
  const theirs = mapOf(mapOf(source.data.jobs)?.[job.id]) ?? {}
  const ours = mapOf(mapOf(output.data.jobs)?.[job.id]) ?? {}
  if (one === undefined || other === undefined) return job
  const patch: Record<string, unknown> = {}
  const isCall = theirs.uses !== undefined
  for (const key of differingKeys(one.keys, other.keys)) {
    // What neither says cannot be taken out.
    if (!(key in theirs) && !(key in ours)) continue
    if (isCall && !(key in theirs)) patch[key] = null
    else
      patch[key] = partOf(patchOf(ours[key], theirs[key], sameFor(key, one.keys[key])), one.keys[key], other.keys[key])
  }
  if (isCall) for (const key of Object.keys(ours)) if (!(key in theirs)) patch[key] = null
  const raw = joined(job.raw, patch, job.origin)
  return raw === job.raw ? job : { ...job, raw }
}

// The values of a matrix are texts, unless something asks whether one is true.
function sameFor(key: string, wanted: unknown): (one: unknown, other: unknown) => boolean {
  const matrix = key === 'strategy' ? mapOf(wanted)?.matrix : undefined
  return Array.isArray(matrix) && (matrix[matrix.length - 1] ?? null) === null ? isAlike : isSame
}

// Of a patch the keys that say something else: what goes without saying need not be taken out.
function partOf(patch: unknown, wanted: unknown, found: unknown): unknown {
  const [all, one, other] = [mapOf(patch), mapOf(wanted), mapOf(found)]
  if (all === undefined || one === undefined || other === undefined) return patch
  const keys = new Set(differingKeys(one, other))
  return Object.fromEntries(Object.entries(all).filter(([key]) => keys.has(key) || !(key in one || key in other)))
}
