import { runSteps } from './features/use.ts'
import type { Condition, Env, Job, Pipeline, Ref, Step, Text } from './ir.ts'
import type { Origin } from './origin.ts'

/** A reference, and where it is used. */
export interface RefUse {
  readonly ref: Ref
  readonly origin: Origin
  /** undefined: in the environment of the whole pipeline. */
  readonly job?: Job
  /** The environment variable that it is part of, if it is. */
  readonly variable?: string
}

/** Every use of a reference in a pipeline. */
export function refsOf(pipeline: Pipeline): readonly RefUse[] {
  return [...envRefs(pipeline.env), ...pipeline.jobs.flatMap(refsOfJob)]
}

/** Every use of a reference in one job. */
export function refsOfJob(job: Job): readonly RefUse[] {
  const known = usesOf.get(job.steps)
  if (known !== undefined) return known
  const uses: RefUse[] = []
  const text = (origin: Origin, ...texts: readonly (Text | null | undefined)[]): void => {
    for (const parts of texts)
      for (const part of parts ?? []) if (typeof part !== 'string') uses.push({ ref: part, origin, job })
  }
  const env = (entries: Env): void => {
    for (const { name, value, origin } of entries) {
      for (const part of value) if (typeof part !== 'string') uses.push({ ref: part, origin, job, variable: name })
    }
  }
  const condition = (tree: Condition, origin: Origin): void => {
    for (const use of conditionRefs(tree, origin)) uses.push({ ...use, job })
  }
  text(
    job.origin,
    job.name,
    job.container?.image,
    job.container?.credentials?.username,
    job.container?.credentials?.password,
  )
  text(job.runner.origin, job.runner.os, job.runner.arch, job.runner.size)
  for (const tool of job.tools) text(tool.origin, tool.version)
  for (const service of job.services) {
    text(service.origin, service.image, service.credentials?.username, service.credentials?.password)
    env(service.env)
  }
  env(job.env)
  text(job.environment?.origin ?? job.origin, job.environment?.name, job.environment?.url, job.lock?.name)
  for (const cache of job.caches) {
    text(cache.origin, cache.prefix, ...cache.fallback)
    env(cache.env)
  }
  condition(job.condition, job.origin)
  for (const step of runSteps(job)) {
    text(step.origin, step.name)
    env(step.env)
  }
  for (const step of job.steps) {
    if (step.kind === 'vendor') text(step.origin, step.name)
    condition(step.condition, step.origin)
  }
  usesOf.set(job.steps, uses)
  return uses
}

// Several passes ask for the same job, which may be a copy by then: its steps are still the same.
const usesOf = new WeakMap<readonly Step[], readonly RefUse[]>()

/** The references in a text. */
export function refsIn(text: Text): readonly Ref[] {
  return text.filter((part): part is Ref => typeof part !== 'string')
}

/** The references in a condition. */
export function conditionRefs(condition: Condition, origin: Origin): readonly RefUse[] {
  if ('all' in condition) return condition.all.flatMap((part) => conditionRefs(part, origin))
  if ('any' in condition) return condition.any.flatMap((part) => conditionRefs(part, origin))
  if ('not' in condition) return conditionRefs(condition.not, origin)
  return condition.test === 'equals' ? [{ ref: condition.value, origin }] : []
}

function envRefs(env: Env): readonly RefUse[] {
  return env.flatMap((entry) => refsIn(entry.value).map((ref) => ({ ref, origin: entry.origin, variable: entry.name })))
}
