import type { DataMap } from '../../../src/yaml/data.ts'
import { readChecks } from './checks.ts'
import { normalEvents } from './normal/events.ts'
import { type NormalJob, normalJob } from './normal/job.ts'
import { concurrency, permissions } from './normal/keys.ts'
import { type Ids, normalValue } from './normal/words.ts'
import { type Overview, overviewOf } from './overview.ts'
import { mapOf, type Source } from './source.ts'

/** A workflow with all that goes without saying said, so that two that mean the same have the same form. */
export interface NormalWorkflow {
  readonly on: Readonly<Record<string, unknown>>
  /** All other keys of the workflow but the jobs, and what is worked into them. */
  readonly keys: Readonly<Record<string, unknown>>
  readonly jobs: Readonly<Record<string, NormalJob>>
}

const worked: ReadonlySet<string> = new Set(['on', 'jobs', 'env', 'defaults'])
const none: Ids = new Map()

/** The normal form of a workflow. */
export function normalise(source: Source): NormalWorkflow {
  const made = normal.get(source.data) ?? normaliseWhole(source)
  normal.set(source.data, made)
  return made
}

// What was read is held against what is written of it twice: when it is patched, and at the end.
const normal = new WeakMap<DataMap, NormalWorkflow>()

function normaliseWhole(source: Source): NormalWorkflow {
  const { data } = source
  const whole = overviewOf(source)
  const rest = Object.entries(data).filter(([key]) => !worked.has(key))
  return {
    on: normalEvents(data.on),
    keys: {
      ...Object.fromEntries(rest.map(([key, value]) => [key, normalValue(value, none)])),
      permissions: data.permissions === undefined ? undefined : permissions(data.permissions),
      concurrency: concurrency(data.concurrency, none),
    },
    jobs: normalJobs(whole, source),
  }
}

// The same job is looked at when it is read, when it is patched and when it is compared, mostly in the same workflow.
const known = new Map<string, Map<string, NormalJob>>()
const mostKnown = 4

function normalJobs(whole: Overview, source: Source): NormalWorkflow['jobs'] {
  const around = textAround(whole, source)
  const forms = known.get(around) ?? new Map<string, NormalJob>()
  known.delete(around)
  known.set(around, forms)
  for (const oldest of known.keys()) if (known.size > mostKnown) known.delete(oldest)
  return Object.fromEntries(
    jobsOf(source).map(([id, job]) => {
      const text = JSON.stringify([id, job])
      const form = forms.get(text) ?? normalJob(id, job, whole, source)
      forms.set(text, form)
      return [id, form]
    }),
  )
}

// All that the form of a job may hang on beside what the job says itself.
function textAround({ known, env, moved, closed }: Overview, { data }: Source): string {
  const { triggers, inputs, outputs, checks, artifacts, defaultBranch } = known
  const { jobs, ...rest } = data
  const needs = Object.entries(mapOf(jobs) ?? {}).map(([id, job]) => [id, mapOf(job)?.needs ?? null])
  const names = [...outputs].map(([id, own]) => [id, ...own])
  const tests = checks === undefined ? null : [checks.id, ...checks.tests]
  // Where something stands in its file says nothing of what it means.
  const placeless = (key: string, value: unknown): unknown => (key === 'origin' ? undefined : value)
  const kept = JSON.stringify([triggers, [...inputs], env, moved], placeless)
  return JSON.stringify([rest, needs, names, tests, [...artifacts], defaultBranch, closed, kept])
}

/** The jobs of a workflow but the one of ours that makes tests for them. */
export function jobsOf({ data }: Source): readonly (readonly [string, DataMap])[] {
  const own = readChecks(data)?.id
  return Object.entries(mapOf(data.jobs) ?? {}).flatMap(([id, job]) =>
    id === own ? [] : [[id, mapOf(job) ?? {}] as const],
  )
}
