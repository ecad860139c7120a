import type { Job, Pipeline, RunStep, Step } from '../../src/ir.ts'
import { hasVendorSteps } from '../../src/vendor-steps.ts'

/** What a step of the story is here: a script, a step of the vendor's own, or nothing. */
export type OwnStep = { readonly run: RunStep } | { readonly native: Readonly<Record<string, unknown>> } | undefined

/** The variant of a step that is meant for us. */
export function ownStep(step: Step): OwnStep {
  if (step.kind === 'run') return { run: step }
  const variant = step.variants.github
  if (variant !== undefined) return variant
  return step.otherwise === null ? undefined : { run: step.otherwise }
}

/** The scripts of a job. */
export function ownScripts(job: Job): readonly RunStep[] {
  return job.steps.flatMap((step) => {
    const own = ownStep(step)
    return own !== undefined && 'run' in own ? [own.run] : []
  })
}

/** The ids that steps of the vendor's own have. */
export function ownIds(job: Job): ReadonlySet<string> {
  return new Set(
    job.steps.flatMap((step) => {
      const own = ownStep(step)
      return own !== undefined && 'native' in own && typeof own.native.id === 'string' ? [own.native.id] : []
    }),
  )
}

/** A pipeline without what its steps are on other vendors only: what they would use there is not used here. */
export function withOwnSteps(pipeline: Pipeline): Pipeline {
  if (!hasVendorSteps(pipeline)) return pipeline
  const own = (step: Step): Step => {
    if (step.kind === 'run' || step.variants.github === undefined) return step
    return { ...step, variants: { github: step.variants.github }, otherwise: null }
  }
  const isOpen = (job: Job): boolean => job.steps.some((step) => own(step) !== step)
  return pipeline.jobs.some(isOpen)
    ? { ...pipeline, jobs: pipeline.jobs.map((job) => (isOpen(job) ? { ...job, steps: job.steps.map(own) } : job)) }
    : pipeline
}
