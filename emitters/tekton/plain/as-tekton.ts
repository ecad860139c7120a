import type { Job, Pipeline, RawPatch, RunStep, Step } from '../../../src/ir.ts'

/** The name of this output in stories. */
export const plainId = 'tekton-plain'

/** The story with what it says for plain Tekton in place of what it says for runs of Pipelines-as-Code. */
export function asTekton(pipeline: Pipeline): Pipeline {
  const { tekton: _, [plainId]: own, ...others } = pipeline.runners
  return {
    ...pipeline,
    runners: own === undefined ? others : { ...others, tekton: own },
    jobs: pipeline.jobs.map((job): Job => ({ ...job, raw: renamed(job.raw), steps: job.steps.map(step) })),
  }
}

/** The raw patches of one vendor as those of Tekton, all others left out. */
export function renamed(raw: readonly RawPatch[]): readonly RawPatch[] {
  return raw.flatMap((patch) => (patch.vendor === plainId ? [{ ...patch, vendor: 'tekton' }] : []))
}

function step(given: Step): Step {
  if (given.kind === 'run') return run(given)
  const { tekton: _, [plainId]: own, ...others } = given.variants
  const variants = own === undefined ? others : { ...others, tekton: 'run' in own ? { run: run(own.run) } : own }
  return { ...given, variants, otherwise: given.otherwise === null ? null : run(given.otherwise) }
}

function run(given: RunStep): RunStep {
  return { ...given, raw: renamed(given.raw) }
}
