import { isYes } from '../condition/build.ts'
import { tests, vendorTests } from '../condition/tests.ts'
import type { Job, Pipeline, Test } from '../ir.ts'
import { type Feature, jobsThat, rows, useOf } from './use.ts'

const asksFor = (holds: (leaf: Test) => boolean): Feature['find'] => {
  return (p) =>
    conditional(p)
      .filter((job) => tests(job.condition).some(holds))
      .map((job) => useOf(job, 'when'))
}
const asks = (test: Test['test']) => asksFor((leaf) => leaf.test === test)
const compares = (ref: string) => asksFor((leaf) => leaf.test === 'equals' && leaf.value.ref === ref)
const literal = (text: readonly unknown[], ...values: readonly string[]) =>
  text.length === 1 && values.includes(text[0] as string)
const many = (jobs: readonly Job[], pick: (job: Job) => readonly Job['needs'][number][], path: string) =>
  jobs
    .filter((job) => job.needs.length > 0)
    .flatMap((job) => pick(job).map((need) => useOf(job, path, need.job, need.origin)))

// A dozen rows ask for the few jobs that have a condition.
const withCondition = new WeakMap<Pipeline, readonly Job[]>()
function conditional(pipeline: Pipeline): readonly Job[] {
  const known = withCondition.get(pipeline)
  if (known !== undefined) return known
  const jobs = pipeline.jobs.filter((job) => !isYes(job.condition))
  withCondition.set(pipeline, jobs)
  return jobs
}

/** What orders jobs, and when they run. */
export const jobFeatures = rows({
  stage: {
    title: 'order of stages',
    find: (p) =>
      p.stages.length < 2 ? [] : p.stages.map((stage) => ({ subject: `stage '${stage.name}'`, origin: stage.origin })),
  },
  'job.needs': {
    title: 'job that waits for named jobs alone',
    safety: true,
    find: (p) => many(p.jobs, (job) => job.needs.filter((need) => need.by === 'needs'), 'needs'),
  },
  'job.needs.optional': {
    title: 'need that may be skipped',
    safety: true,
    find: (p) => many(p.jobs, (job) => job.needs.filter((need) => need.optional && need.by === 'needs'), 'needs'),
  },
  'job.name': { title: 'name of a job for people', find: jobsThat((job) => !literal(job.name, job.id), 'name') },
  'job.onFailure': {
    title: 'job that runs after a failure',
    safety: true,
    find: jobsThat((job) => job.status === 'failure', 'when'),
  },
  'job.always': {
    title: 'job that runs whatever happened',
    safety: true,
    find: jobsThat((job) => job.status === 'always', 'when'),
  },
  'job.when.event': { title: 'condition on the event', safety: true, find: asks('event') },
  'job.when.schedule': { title: 'condition on the schedule', safety: true, find: asks('schedule') },
  'job.when.branch': { title: 'condition on the branch', safety: true, find: asks('branch') },
  'job.when.tag': { title: 'condition on the tag', safety: true, find: asks('tag') },
  'job.when.targetBranch': {
    title: 'condition on the target of the pull request',
    safety: true,
    find: asks('targetBranch'),
  },
  'job.when.changed': { title: 'condition on changed paths', safety: true, find: asks('changed') },
  'job.when.fork': { title: 'condition on pull requests from forks', safety: true, find: asks('fork') },
  'job.when.input': { title: 'condition on an input', safety: true, find: compares('input') },
  'job.when.payload': { title: 'condition on a value of the API call', safety: true, find: compares('payload') },
  'job.when.matrix': { title: 'condition on a matrix value', safety: true, find: compares('matrix') },
  'job.when.output': { title: 'condition on an output of another job', safety: true, find: compares('output') },
  'job.when.context': { title: 'condition on a value of the event', safety: true, find: compares('context') },
  'job.when.vendor': {
    title: "condition in a vendor's own words",
    safety: true,
    find: (p) =>
      conditional(p).flatMap((job) => vendorTests(job.condition).map((vendors) => useOf(job, 'when', vendors))),
  },
  'job.matrix': { title: 'build matrix', find: jobsThat((job) => job.matrix, 'matrix') },
  'job.matrix.exclude': {
    title: 'matrix without some combinations',
    find: jobsThat((job) => job.matrix?.exclude.length, 'matrix.exclude'),
  },
  'job.matrix.include': {
    title: 'matrix with further combinations',
    find: jobsThat((job) => job.matrix?.include.length, 'matrix.include'),
  },
  'job.matrix.failFast': {
    title: 'matrix that stops at the first failure',
    safety: true,
    find: jobsThat((job) => job.matrix?.failFast, 'matrix.failFast'),
  },
  'job.matrix.maxParallel': {
    title: 'limit of matrix runs at once',
    find: jobsThat(
      (job) => job.matrix?.maxParallel,
      'matrix.maxParallel',
      (job) => String(job.matrix?.maxParallel),
    ),
  },
  'job.timeout': {
    title: 'time limit of a job',
    safety: true,
    find: jobsThat(
      () => true,
      'timeout',
      (job) => String(job.timeoutMinutes),
    ),
  },
  'job.retry': { title: 'retry of a failed job', safety: true, find: jobsThat((job) => job.retry > 0, 'retry') },
  'job.allowFailure': {
    title: 'job that may fail',
    safety: true,
    find: jobsThat((job) => job.allowFailure, 'allowFailure'),
  },
  'job.lock': {
    title: 'lock that one job at a time holds',
    safety: true,
    find: jobsThat((job) => job.lock && !job.environment, 'lock'),
  },
  'job.outputs': { title: 'outputs of a job', find: jobsThat((job) => job.outputs.length, 'outputs') },
  'job.permissions': {
    title: 'permissions of a job',
    safety: true,
    find: jobsThat(
      (job) => job.permissions,
      'permissions',
      (job) =>
        Object.entries(job.permissions ?? {})
          .map(([area, level]) => `${area}: ${level}`)
          .join(', '),
    ),
  },
  'job.environment': {
    title: 'deployment to an environment',
    find: jobsThat(
      (job) => job.environment,
      'environment',
      (job) => textOf(job.environment?.name),
    ),
  },
  'job.environment.url': {
    title: 'address of an environment',
    find: jobsThat((job) => job.environment?.url, 'environment.url'),
  },
  'job.environment.exclusive': {
    title: 'deployments one at a time',
    safety: true,
    find: jobsThat(
      (job) => job.lock && job.environment,
      'environment',
      (job) => textOf(job.environment?.name),
    ),
  },
  'job.environment.approval': {
    title: 'deployment that waits for a person',
    safety: true,
    find: jobsThat(
      (job) => job.environment?.approval === 'manual',
      'environment',
      (job) => textOf(job.environment?.name),
    ),
  },
  'job.raw': {
    title: 'raw patch of a job',
    find: jobsThat(
      (job) => job.raw.length,
      'raw',
      (job) => job.raw.map((patch) => patch.vendor).join(', '),
    ),
  },
})

/** A text for people: references stand as `<name>`. */
export function textOf(text: Job['name'] | undefined): string {
  return (text ?? [])
    .map((part) =>
      typeof part === 'string' ? part : `<${'name' in part ? part.name : 'key' in part ? part.key : part.ref}>`,
    )
    .join('')
}
