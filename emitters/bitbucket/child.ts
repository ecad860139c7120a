import { isYes } from '../../src/condition/build.ts'
import type { YamlMap } from '../../src/document.ts'
import type { Job, Ref } from '../../src/ir.ts'
import { refsOfJob } from '../../src/refs.ts'
import { constantOf } from './conditions/fold.ts'
import { holdsValue, type Present } from './present.ts'
import type { Start } from './start.ts'

/** The most variables that a child pipeline takes: https://support.atlassian.com/bitbucket-cloud/docs/child-pipeline-step-options/ */
const mostInputs = 20

// What is the same in a child pipeline as in the run that calls it.
const steady = new Set<string>([
  'sha',
  'shortSha',
  'commitMessage',
  'repository',
  'repositoryOwner',
  'repositoryName',
  'repositoryUrl',
  'job',
  'workspace',
])

/**
 * Whether jobs mean the same in a child pipeline. It is a run of its own, of the same commit: no files and outputs go
 * back, what it knows of a pull request is written nowhere, and a person can start it alone, so that it must hold nothing of value.
 */
export function canBeChild(jobs: readonly Present[], all: readonly Present[], start: Start): boolean {
  if (start.of !== 'branch' && start.of !== 'tag') return false
  const inside = new Set(jobs.map(({ job }) => job.id))
  const self = jobs.every(
    ({ job, cells }) =>
      !holdsValue(job) &&
      cells.every(({ condition }) => isYes(condition)) &&
      job.needs.every((need) => !need.artifacts || inside.has(need.job)) &&
      refsOfJob(job).every(({ ref }) => isSteady(ref, start)),
  )
  if (
    !self ||
    Object.keys(
      inputsOf(
        jobs.map(({ job }) => job),
        start,
      ),
    ).length > mostInputs
  )
    return false
  return all.every(
    ({ job }) =>
      inside.has(job.id) ||
      (job.needs.every((need) => !need.artifacts || !inside.has(need.job)) &&
        refsOfJob(job).every(({ ref }) => ref.ref !== 'output' || !inside.has(ref.job))),
  )
}

/** The variables that a child pipeline is given. */
export function childInputs(jobs: readonly Job[], start: Start): YamlMap {
  const inputs = inputsOf(jobs, start)
  return Object.keys(inputs).length === 0 ? {} : { 'input-variables': inputs }
}

function inputsOf(jobs: readonly Job[], start: Start): Readonly<Record<string, string>> {
  const inside = new Set(jobs.map((job) => job.id))
  const names = jobs.flatMap(refsOfJob).flatMap(({ ref }) => {
    if (constantOf(ref, start) !== undefined) return []
    if (ref.ref === 'output') return inside.has(ref.job) ? [] : [start.names.output(ref.job, ref.name)]
    if (ref.ref === 'input') return [start.names.input(ref.name)]
    return ref.ref === 'payload' ? [start.names.payload(ref.event, ref.key)] : []
  })
  return Object.fromEntries(names.map((name) => [name, `$${name}`]))
}

function isSteady(ref: Ref, start: Start): boolean {
  return ref.ref !== 'context' || steady.has(ref.name) || constantOf(ref, start) !== undefined
}
