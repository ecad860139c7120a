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
  const text = (origin: Origin, parts: Text | null | undefined, variable?: string): void => {
    if (parts == null || !holdsRef(parts)) return
    for (const ref of refsIn(parts)) uses.push({ ref, origin, job, ...(variable === undefined ? {} : { variable }) })
  }
  const env = (entries: Env): void => {
    for (const entry of entries) text(entry.origin, entry.value, entry.name)
  }
  const condition = (tree: Condition, origin: Origin): void => {
    if (isYes(tree)) return
    for (const use of conditionRefs(tree, origin)) uses.push({ ...use, job })
  }
  const { container, runner, environment } = job
  text(job.origin, job.name)
  if (container !== null) login(job.origin, container, text)
  text(runner.origin, runner.os)
  text(runner.origin, runner.arch)
  text(runner.origin, runner.size)
  for (const tool of job.tools) text(tool.origin, tool.version)
  for (const service of job.services) {
    login(service.origin, service, text)
    env(service.env)
  }
  env(job.env)
  if (environment !== null) {
    text(environment.origin, environment.name)
    text(environment.origin, environment.url)
  }
  text(environment?.origin ?? job.origin, job.lock?.name)
  for (const cache of job.caches) {
    text(cache.origin, cache.prefix)
    for (const prefix of cache.fallback) text(cache.origin, prefix)
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

function login(
  origin: Origin,
  { image, credentials }: Pick<Container, 'image' | 'credentials'>,
  text: (origin: Origin, parts: Text | undefined) => void,
): void {
  text(origin, image)
  text(origin, credentials?.username)
  text(origin, credentials?.password)
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
