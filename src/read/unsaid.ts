import { verdicts } from '../check.ts'
import type { Report } from '../diagnostics.ts'
import { runSteps } from '../features/use.ts'
import type { Job, Pipeline } from '../ir.ts'
import type { Origin } from '../origin.ts'
import type { Vendor } from '../vendor.ts'
import type { Unsaid } from './reading.ts'

/**
 * A pipeline that leaves a vendor: what its file never said, and only the defaults of that vendor made so, holds as far as
 * the new one has it.
 */
export function withOwnDefaults(
  pipeline: Pipeline,
  unsaid: readonly Unsaid[],
  target: Vendor,
  report: Report,
): Pipeline {
  return withoutCredentials(withTimeouts(pipeline, unsaid, target, report), unsaid, target, report)
}

/** A job that ends when a vendor ends each job, which is told. */
export function endedBy(job: Job, { title, mostMinutes = job.timeoutMinutes }: Vendor, report: Report): Job {
  const timeoutMinutes = Math.min(job.timeoutMinutes, mostMinutes)
  if (timeoutMinutes === job.timeoutMinutes) return job
  const [from, to] = [job.timeoutMinutes, timeoutMinutes].map((minutes) => `${minutes} minutes`) as [string, string]
  const why = `${title} ends every job then`
  report('import-approximate', job.origin, { address: `the time limit of '${job.id}'`, from, to, why })
  return { ...job, timeoutMinutes }
}

function withTimeouts(pipeline: Pipeline, unsaid: readonly Unsaid[], target: Vendor, report: Report): Pipeline {
  const jobs = pipeline.jobs.map((job) => (isUnsaid(job, 'timeout', unsaid) ? endedBy(job, target, report) : job))
  return jobs.every((job, index) => job === pipeline.jobs[index]) ? pipeline : { ...pipeline, jobs }
}

// Less than the old vendor gave: done where it is what hinders the new one, and where no script seems to need it.
function withoutCredentials(pipeline: Pipeline, unsaid: readonly Unsaid[], target: Vendor, report: Report): Pipeline {
  const idle = new Set(
    pipeline.jobs.filter(
      (job) => job.checkout?.credentials === true && isUnsaid(job, 'credentials', unsaid) && !callsGit(job),
    ),
  )
  if (idle.size === 0) return pipeline
  const jobs = pipeline.jobs.map((job) =>
    idle.has(job) && job.checkout !== null ? { ...job, checkout: { ...job.checkout, credentials: false } } : job,
  )
  const narrowed = { ...pipeline, jobs }
  if (refusals(narrowed, target) >= refusals(pipeline, target)) return pipeline
  for (const job of idle)
    report('import-approximate', job.origin, {
      address: `the checkout of '${job.id}'`,
      from: 'git credentials that the file does not ask for',
      to: 'none',
      why: `${target.title} cannot give them so, and no step names git: where a script of the project pushes, give it a token as a secret`,
    })
  return narrowed
}

function refusals(pipeline: Pipeline, target: Vendor): number {
  return verdicts(pipeline, target).filter(({ cell, accepted }) => cell.level === 'refused' && accepted === undefined)
    .length
}

function callsGit(job: Job): boolean {
  return runSteps(job).some(({ script }) => /\b(git|gh|goreleaser|semantic-release)\b/.test(script))
}

function isUnsaid({ origin }: Job, what: Unsaid['what'], unsaid: readonly Unsaid[]): boolean {
  return unsaid.some((one) => one.what === what && isSame(one.job, origin))
}

function isSame(one: Origin, other: Origin): boolean {
  return one.file === other.file && one.line === other.line && one.column === other.column
}
