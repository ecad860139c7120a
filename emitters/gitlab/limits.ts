import type { Report } from '../../src/diagnostics.ts'
import { isAnnotated, type Yaml, type YamlMap } from '../../src/document.ts'
import type { EnvEntry, Job, Pipeline } from '../../src/ir.ts'
import { inside } from '../../src/origin.ts'
import { mostCaches } from './cache.ts'
import { mostCells } from './matrix.ts'
import { mostOutputs } from './outputs.ts'
import { title } from './title.ts'
import { variableOfContext } from './values.ts'

const mostOptions = 50
const mostTags = 49
const mostPatterns = 50
const mostTokens = 100
/** https://docs.gitlab.com/administration/instance_limits/#maximum-size-and-depth-of-cicd-configuration-yaml-files */
const mostBytes = 2 * 1024 * 1024
/** What a value takes at least in the memory of GitLab: one object of Ruby. */
const leastBytes = 40
/** What the smallest job is made of. */
const leastValues = 12

// What GitLab or its runner act upon: https://docs.gitlab.com/ci/variables/predefined_variables/
const kept =
  /^(?:CI|FF_\w+|CI_(?:API|BUILDS|COMMIT|CONCURRENT|CONFIG|DEBUG|DEFAULT|DEPENDENCY|DEPLOY|DISPOSABLE|ENVIRONMENT|EXTERNAL|GITLAB|HAS|JOB|KUBERNETES|MERGE|NODE|OPEN|PAGES|PIPELINE|PROJECT|REGISTRY|RELEASE|REPOSITORY|RUNNER|SECURE|SERVER|SHARED|TEMPLATE|TRIGGER|UPSTREAM)\w*|GITLAB_(?:CI|FEATURES|USER_\w+)|GIT_(?:CHECKOUT|CLEAN_FLAGS|CLONE_EXTRA_FLAGS|CLONE_PATH|CONFIG_\w+|DEPTH|FETCH_EXTRA_FLAGS|LFS_SKIP_SMUDGE|STRATEGY|SUBMODULE_\w+)|(?:GET_SOURCES|ARTIFACT_DOWNLOAD|RESTORE_CACHE|EXECUTOR_JOB_SECTION)_ATTEMPTS|CACHE_\w+|ARTIFACT_COMPRESSION_LEVEL|RUNNER_\w+_TIMEOUT|DOCKER_AUTH_CONFIG|TRIGGER_PAYLOAD)$/

/** Reports stories that are too large for one file, before anything is made of them. */
export function checkSize(pipelines: readonly Pipeline[], report: Report): boolean {
  const jobs = pipelines.reduce((sum, pipeline) => sum + pipeline.jobs.length, 0)
  const [first] = pipelines
  if (first === undefined || jobs * leastValues * leastBytes <= mostBytes) return true
  return tooLarge(first, jobs * leastValues * leastBytes, report)
}

/** Reports a file that GitLab would not read for its size. */
export function checkMemory(pipeline: Pipeline, document: YamlMap, report: Report): void {
  const bytes = memoryOf(document)
  if (bytes > mostBytes) tooLarge(pipeline, bytes, report)
}

function tooLarge(pipeline: Pipeline, bytes: number, report: Report): false {
  const count = `at least ${(bytes / 1024 / 1024).toFixed(1)} million`
  report('limit', pipeline.origin, {
    vendor: title,
    what: 'bytes of memory for the one file that it reads',
    count,
    limit: '2 million',
    help: 'make fewer jobs: a matrix of 200 cells counts as one, and a loop can run inside a step',
  })
  return false
}

function memoryOf(value: Yaml | undefined): number {
  if (typeof value === 'string') return leastBytes + (value.length > 23 ? value.length : 0)
  if (typeof value !== 'object' || value === null) return 0
  if (isAnnotated(value)) return memoryOf(value.value)
  let bytes = leastBytes
  if (Array.isArray(value)) for (const entry of value as readonly Yaml[]) bytes += memoryOf(entry)
  else for (const key in value as YamlMap) bytes += memoryOf((value as YamlMap)[key])
  return bytes
}

/** Reports what a story asks for in greater number than GitLab takes, and names that it keeps for itself. */
export function checkLimits(pipeline: Pipeline, report: Report): void {
  for (const entry of pipeline.env) checkName(entry, report)
  for (const trigger of pipeline.triggers) {
    if (trigger.kind !== 'manual') continue
    for (const input of trigger.inputs)
      over(input.options.length, mostOptions, 'options of an input', input.origin, report)
  }
  if (pipeline.title?.includes('$'))
    report('vendor-name', inside(pipeline.origin, 'title'), {
      vendor: title,
      what: 'a story',
      name: pipeline.title,
      why: 'it would look for a variable at the dollar sign',
    })
  for (const job of pipeline.jobs) checkJob(job, report)
}

function checkJob(job: Job, report: Report): void {
  for (const entry of job.env) checkName(entry, report)
  over(job.matrix?.cells.length ?? 0, mostCells, 'jobs of one matrix', inside(job.origin, 'matrix'), report)
  over(job.caches.length, mostCaches, 'caches of a job', inside(job.origin, 'caches'), report)
  over(job.outputs.length, mostOutputs, 'outputs of a job', inside(job.origin, 'outputs'), report)
  over(job.runner.labels.length, mostTags, 'tags of a runner', job.runner.origin, report)
  for (const cell of job.matrix?.cells ?? []) {
    const value = Object.values(cell).find((one) => /\$|%\w+%/.test(one))
    if (value === undefined) continue
    report('vendor-name', inside(job.origin, 'matrix'), {
      vendor: title,
      what: 'a value of a matrix',
      name: value,
      why: 'it would look for a variable at the dollar or percent sign',
    })
    break
  }
  if (job.environment !== null) checkPlace(job.environment.name, 'an environment', job.environment.origin, report)
  if (job.lock !== null) checkPlace(job.lock.name, 'a lock', job.lock.origin, report)
}

function checkPlace(name: Job['name'], what: string, at: Job['origin'], report: Report): void {
  for (const part of name) {
    if (typeof part !== 'string' || /^[A-Za-z0-9_/. -]*$/.test(part)) continue
    report('vendor-name', at, {
      vendor: title,
      what,
      name: part,
      why: 'it takes letters, digits, spaces and - _ / . alone',
    })
  }
}

/** Whether GitLab or its runner act upon a variable of this name. */
export function isKept(name: string): boolean {
  return kept.test(name)
}

function checkName({ name, value, origin }: EnvEntry, report: Report): void {
  const [only, ...more] = value
  const isItself = more.length === 0 && typeof only === 'object' && variableOfContext(only) === name
  if (kept.test(name) && !isItself) report('bad-env-name', origin, { name, why: `${title} or its runner act upon it` })
}

/** Reports rules that are longer than GitLab reads. */
export function checkRules(
  job: Job,
  rules: readonly { readonly if?: string; readonly changes?: readonly string[] }[],
  report: Report,
): void {
  for (const rule of rules) {
    over(rule.changes?.length ?? 0, mostPatterns, 'paths of one rule', inside(job.origin, 'when'), report)
    const tokens = rule.if?.match(/"[^"]*"|'[^']*'|\/(?:\\.|[^/\\])+\/|[()]|&&|\|\||[=!][=~]|\$\w+|null/g)?.length ?? 0
    over(tokens, mostTokens, 'parts of one condition', inside(job.origin, 'when'), report)
  }
}

function over(count: number, limit: number, what: string, at: Job['origin'], report: Report): void {
  if (count > limit)
    report('limit', at, { vendor: title, what, count: String(count), limit: String(limit), help: undefined })
}
