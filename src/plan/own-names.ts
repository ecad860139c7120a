import type { Job, Pipeline, RawPatch } from '../ir.ts'

/** A pipeline whose jobs are called as the vendor's writer calls them: a patch may give two of them one name. */
export function withOwnNames(pipeline: Pipeline, vendor: string): Pipeline {
  const isRenamed = (raw: RawPatch): boolean => raw.vendor === vendor && 'name' in raw.patch
  if (!pipeline.jobs.some((job) => job.raw.some(isRenamed))) return pipeline
  const jobs = pipeline.jobs.map(
    (job): Job => ({ ...job, raw: job.raw.map((raw) => (isRenamed(raw) ? unnamed(raw) : raw)) }),
  )
  return { ...pipeline, jobs }
}

function unnamed(raw: RawPatch): RawPatch {
  const { name: _, ...patch } = raw.patch
  return { ...raw, patch }
}
