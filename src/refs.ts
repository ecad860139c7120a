import { isYes } from './condition/build.ts'
import { runSteps } from './features/use.ts'
import type { Condition, Container, Env, Job, Pipeline, Ref, Step, Text } from './ir.ts'
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
  const text = (place: Place, parts: Text | null | undefined, variable?: string): void => {
    if (parts == null || !holdsRef(parts)) return
    for (const ref of refsIn(parts))
      uses.push({ ref, origin: place.origin, job, ...(variable === undefined ? {} : { variable }) })
  }
  const env = (entries: Env): void => {
    for (const entry of entries) text(entry, entry.value, entry.name)
  }
  const condition = (place: Place & { readonly condition: Condition }): void => {
    if (isYes(place.condition)) return
    for (const use of conditionRefs(place.condition, place.origin)) uses.push({ ...use, job })
  }
  const { container, runner, environment } = job
  text(job, job.name)
  if (container !== null) login(job, container, text)
  text(runner, runner.os)
  text(runner, runner.arch)
  text(runner, runner.size)
  for (const tool of job.tools) text(tool, tool.version)
  for (const service of job.services) {
    login(service, service, text)
    env(service.env)
  }
  env(job.env)
  if (environment !== null) {
    text(environment, environment.name)
    text(environment, environment.url)
  }
  if (job.lock !== null) text(environment ?? job, job.lock.name)
  for (const cache of job.caches) {
    text(cache, cache.prefix)
    for (const prefix of cache.fallback) text(cache, prefix)
    env(cache.env)
  }
  condition(job)
  for (const step of runSteps(job)) {
    text(step, step.name)
    env(step.env)
  }
  for (const step of job.steps) {
    if (step.kind === 'vendor') text(step, step.name)
    condition(step)
  }
  usesOf.set(job.steps, uses)
  return uses
}

// Several passes ask for the same job, which may be a copy by then: its steps are still the same.
const usesOf = new WeakMap<readonly Step[], readonly RefUse[]>()

interface Place {
  readonly origin: Origin
}

function login(
  place: Place,
  { image, credentials }: Pick<Container, 'image' | 'credentials'>,
  text: (place: Place, parts: Text | undefined) => void,
): void {
  text(place, image)
  text(place, credentials?.username)
  text(place, credentials?.password)
}

// Hardly any text does: to see that takes less than to look for all.
function holdsRef(text: Text): boolean {
  for (let index = 0; index < text.length; index++) if (typeof text[index] !== 'string') return true
  return false
}

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
