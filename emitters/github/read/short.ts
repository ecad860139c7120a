import type { Job, Pipeline, Step } from '../../../src/ir.ts'

/**
 * A pipeline that leaves to pipegen what other vendors run in place of its vendor's steps. A job one of whose steps writes
 * its outputs only there says all of it, or nobody would know that it does.
 */
export function withoutRecipes(pipeline: Pipeline): Pipeline {
  return { ...pipeline, jobs: pipeline.jobs.map((job) => (job.steps.some(writesElsewhere) ? job : shortJob(job))) }
}

function writesElsewhere(step: Step): boolean {
  return step.kind === 'vendor' && step.otherwise?.writesOutputs === true
}

function shortJob(job: Job): Job {
  const steps = job.steps.map((step): Step => (step.kind === 'vendor' ? { ...step, otherwise: null } : step))
  return { ...job, steps }
}
