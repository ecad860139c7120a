import { type Verdict, verdicts } from '../check.ts'
import { yes } from '../condition/build.ts'
import { canHold } from '../condition/given.ts'
import type { Report } from '../diagnostics.ts'
import { runSteps } from '../features/use.ts'
import type { Env, Job, Pipeline } from '../ir.ts'
import { refsOfJob } from '../refs.ts'
import type { Vendor } from '../vendor.ts'
import { failingStep } from './failing-step.ts'

/**
 * A pipeline in which each job that a vendor refuses, and that can be had nowhere else there, only fails and says why, with
 * what it ran as a comment; and what a vendor refuses to be started by starts nothing.
 */
export function withHeldJobs(pipeline: Pipeline, target: Vendor, report: Report): Pipeline {
  const filtered = withoutTriggers(pipeline, target, report)
  const own = new Map<Job, readonly Verdict[]>()
  for (const verdict of refusedOf(filtered, target)) {
    const { job } = verdict.use
    const jobs = job === undefined ? holdersOf(verdict, filtered) : [job]
    for (const one of jobs) own.set(one, [...(own.get(one) ?? []), verdict])
  }
  if (own.size === 0) return filtered
  const jobs = filtered.jobs.map((job) => {
    const why = own.get(job)
    return why === undefined ? job : heldJob(job, why, target, report)
  })
  return { ...filtered, jobs }
}

function refusedOf(pipeline: Pipeline, target: Vendor): readonly Verdict[] {
  return verdicts(pipeline, target).filter(({ cell, accepted }) => cell.level === 'refused' && accepted === undefined)
}

// What a filter would hold back must not run, so that the whole trigger goes.
function withoutTriggers(pipeline: Pipeline, target: Vendor, report: Report): Pipeline {
  const refused = refusedOf(pipeline, target).filter(({ feature }) => feature.startsWith('trigger.'))
  const gone = pipeline.triggers.filter(({ kind, origin }) =>
    refused.some(({ feature, use }) => feature.startsWith(`trigger.${kind}`) && use.origin === origin),
  )
  if (gone.length === 0) return pipeline
  for (const { title, use } of refused)
    report('import-unfinished', use.origin, {
      what: `what starts it with the ${title}`,
      vendor: target.title,
      until: 'it starts nothing there',
    })
  const kept = pipeline.triggers.filter((trigger) => !gone.includes(trigger))
  const idle = { kind: 'manual', inputs: [], origin: pipeline.origin } as const
  const triggers = kept.length + pipeline.vendorTriggers.length === 0 ? [idle] : kept
  return { ...pipeline, triggers, jobs: pipeline.jobs.map((job) => reachable(job, triggers, target, report)) }
}

// A job that only those triggers would have let run fails in the runs that are left.
function reachable(job: Job, triggers: Pipeline['triggers'], target: Vendor, report: Report): Job {
  if (canHold(job.condition, triggers)) return job
  const what = `what starts '${job.id}'`
  report('import-unfinished', job.origin, { what, vendor: target.title, until: 'the job fails there' })
  return {
    ...job,
    condition: yes,
    steps: [failingStep(what, job.runner, target, job.origin), ...job.steps],
  }
}

// Rights that the story gives to all jobs are refused for those that use them.
function holdersOf({ feature }: Verdict, { jobs }: Pipeline): readonly Job[] {
  if (feature !== 'pipeline.permissions') return []
  return jobs.filter(
    (job) =>
      job.permissions === null &&
      (job.checkout?.credentials === true || refsOfJob(job).some(({ ref }) => ref.ref === 'repositoryToken')),
  )
}

function heldJob(job: Job, why: readonly Verdict[], target: Vendor, report: Report): Job {
  const features = new Set(why.map(({ feature }) => feature.split('.').slice(0, 2).join('.')))
  const what = `'${job.id}' (${[...new Set(why.map(({ title }) => title))].join(', ')})`
  report('import-unfinished', job.origin, { what, vendor: target.title, until: 'the job fails there' })
  const lines = runSteps(job).flatMap(({ script }) => script.split('\n'))
  const below = lines.map((line) => `# ${line}`.trimEnd()).join('\n')
  const runner = { os: ['linux'], arch: ['x64'], size: [], labels: [], origin: job.runner.origin }
  return {
    ...job,
    runner,
    status: 'success',
    condition: features.has('job.when') ? yes : job.condition,
    container: null,
    tools: [],
    services: [],
    caches: [],
    env: plainEntries(job.env),
    retry: 0,
    steps: [failingStep(what, runner, target, job.origin, below)],
    permissions: null,
    checkout: job.checkout === null ? null : { ...job.checkout, credentials: false, lfs: false },
    raw: job.raw.filter(({ vendor }) => vendor === target.id),
  }
}

// What only runs know is for the scripts that stand below.
function plainEntries(env: Env): Env {
  return env.filter(({ value }) => value.every((part) => typeof part === 'string' || part.ref === 'matrix'))
}
