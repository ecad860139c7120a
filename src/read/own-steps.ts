import type { Job, Pipeline, RawPatch, Step } from '../ir.ts'
import type { Data } from '../yaml/data.ts'
import { isMap } from '../yaml/look.ts'

/**
 * A pipeline that is for one vendor alone: a step is what it is there, and of the patches for others only what they say
 * stays, for whoever finishes the story. What they only took out of the output was never in the file.
 */
export function withOwnSteps(pipeline: Pipeline, target: string): Pipeline {
  return {
    ...pipeline,
    raw: patchesFor(pipeline.raw, target),
    jobs: pipeline.jobs.map((job) => ({ ...job, raw: patchesFor(job.raw, target), steps: stepsFor(job, target) })),
  }
}

function stepsFor({ steps }: Job, target: string): readonly Step[] {
  const own = steps.map((step) => stepFor(step, target))
  const busy = own.filter((step) => step.kind === 'vendor' || step.script !== ':')
  return busy.length === 0 ? own : busy
}

function stepFor(step: Step, target: string): Step {
  if (step.kind === 'run') return { ...step, raw: patchesFor(step.raw, target) }
  const variant = step.variants[target]
  const run = variant === undefined ? step.otherwise : 'run' in variant ? variant.run : null
  if (run === null) return step
  const { name, status, condition, origin } = step
  return { ...run, name: run.name.length > 0 ? run.name : name, status, condition, origin }
}

function patchesFor(patches: readonly RawPatch[], target: string): readonly RawPatch[] {
  return patches.flatMap((raw) => {
    if (raw.vendor === target) return [raw]
    const patch = withoutNull(raw.patch as Data)
    return isMap(patch) ? [{ ...raw, patch }] : []
  })
}

function withoutNull(value: Data): Data | undefined {
  if (value === null) return undefined
  if (!isMap(value)) return value
  const kept = Object.entries(value).flatMap(([key, inner]) => {
    const own = withoutNull(inner)
    return own === undefined ? [] : [[key, own] as const]
  })
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}
