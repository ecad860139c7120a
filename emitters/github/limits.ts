import type { Report } from '../../src/diagnostics.ts'
import type { Job, Pipeline, Trigger } from '../../src/ir.ts'
import { machinesOf } from '../../src/machine.ts'
import { inside } from '../../src/origin.ts'
import { shortestGap } from './cron.ts'
import { checkNames } from './names.ts'
import type { Scene } from './scene.ts'
import type { GithubJob, GithubStep, GithubWorkflow } from './schema.ts'

const vendor = 'GitHub'

/**
 * What the vendor takes at most. The last four are those of the open source of its parser.
 *
 * @see https://docs.github.com/actions/reference/limits
 */
export const limits = {
  cells: 256,
  inputs: 25,
  payload: 10,
  artifacts: 500,
  minutesBetweenRuns: 5,
  hostedMinutes: 360,
  ownMinutes: 7200,
  stepMinutes: 360,
  cacheKey: 512,
  environmentName: 255,
  group: 400,
  characters: 1_048_576,
  nodes: 50_000,
  expression: 21_000,
  script: 21_000,
} as const

/** Reports what a pipeline has too much of; false where it is so large that it is not even written. */
export function checkInput(pipeline: Pipeline, report: Report): boolean {
  // A job is a dozen nodes at least.
  const nodes = pipeline.jobs.length * 12
  if (nodes > limits.nodes) {
    tooMany('YAML nodes in a workflow', limits.nodes, `at least ${nodes}, in ${pipeline.jobs.length} jobs`)(
      report,
      pipeline.origin,
      'part the story into several',
    )
    return false
  }
  for (const trigger of pipeline.triggers) checkTrigger(trigger, report)
  for (const job of pipeline.jobs) checkJob(job, pipeline, report)
  checkNames(pipeline, report)
  return true
}

/** Reports what a workflow has too much of. */
export function checkOutput(workflow: GithubWorkflow, { pipeline, report }: Scene): void {
  const found = { nodes: 0, characters: 0 }
  measure(workflow, 0, [], found)
  if (found.nodes > limits.nodes)
    tooMany('YAML nodes in a workflow', limits.nodes, String(found.nodes))(
      report,
      pipeline.origin,
      'part the story into several',
    )
  if (found.characters > limits.characters)
    tooMany('characters in a workflow', limits.characters, `at least ${found.characters}`)(
      report,
      pipeline.origin,
      'part the story into several, or move long scripts into files',
    )
  const known = new Map<GithubStep, readonly TooLong[]>()
  for (const job of pipeline.jobs) checkTexts(workflow.jobs[job.id], job, known, report)
}

function checkTrigger(trigger: Trigger, report: Report): void {
  if (trigger.kind === 'manual' && trigger.inputs.length > limits.inputs)
    tooMany(
      'inputs of a start by hand',
      limits.inputs,
      String(trigger.inputs.length),
    )(report, inside(trigger.origin, 'inputs'))
  if (trigger.kind === 'api' && trigger.payload.length > limits.payload)
    tooMany(
      'values in a call of the API',
      limits.payload,
      String(trigger.payload.length),
    )(report, inside(trigger.origin, 'payload'))
  if (trigger.kind !== 'schedule') return
  const gap = shortestGap(trigger.cron)
  if (gap < limits.minutesBetweenRuns)
    tooMany(
      `run of a schedule in ${limits.minutesBetweenRuns} minutes`,
      1,
      `one after ${gap === 1 ? 'a minute' : `${gap} minutes`}`,
    )(report, trigger.origin)
}

function checkJob(job: Job, pipeline: Pipeline, report: Report): void {
  const cells = job.matrix?.cells.length ?? 0
  if (cells > limits.cells)
    tooMany('combinations in a matrix', limits.cells, String(cells))(
      report,
      job.matrix?.origin ?? job.origin,
      'make two jobs of it',
    )
  if (job.timeoutMinutes > limits.hostedMinutes) checkMinutes(job, pipeline, report)
  if (job.artifacts.length > limits.artifacts)
    tooMany(
      'artifacts of a job',
      limits.artifacts,
      String(job.artifacts.length),
    )(report, inside(job.origin, 'artifacts'))
  for (const step of job.steps)
    if (step.kind === 'run' && (step.timeoutMinutes ?? 0) > limits.stepMinutes)
      tooMany(
        'minutes for a step',
        limits.stepMinutes,
        String(step.timeoutMinutes),
      )(report, inside(step.origin, 'timeout'))
}

function checkMinutes(job: Job, pipeline: Pipeline, report: Report): void {
  const own =
    job.runner.labels.length > 0 || machinesOf(job).some((machine) => machine in (pipeline.runners.github ?? {}))
  const most = own ? limits.ownMinutes : limits.hostedMinutes
  if (job.timeoutMinutes > most)
    tooMany('minutes for a job', most, String(job.timeoutMinutes))(
      report,
      inside(job.origin, 'timeout'),
      'part the job, or name a machine of your own by runner: { labels }',
    )
}

interface TooLong {
  readonly what: string
  readonly limit: number
  readonly length: number
}

function tooLong(what: string, text: unknown, limit: number): readonly TooLong[] {
  return typeof text === 'string' && text.length > limit ? [{ what, limit, length: text.length }] : none
}

const none: readonly never[] = []

// Jobs repeat each other's steps, which are looked at once.
function checkTexts(
  written: GithubJob | undefined,
  job: Job,
  known: Map<GithubStep, readonly TooLong[]>,
  report: Report,
): void {
  if (written === undefined) return
  const tell = (found: readonly TooLong[], origin = job.origin): void => {
    for (const { what, limit, length } of found)
      tooMany(`characters in ${what}`, limit, String(length))(
        report,
        origin,
        'move the text into a file of the repository',
      )
  }
  tell(tooLong('a condition', written.if, limits.expression))
  if (written.environment !== undefined) {
    const name = typeof written.environment === 'string' ? written.environment : written.environment.name
    tell(tooLong('the name of an environment', name, limits.environmentName), job.environment?.origin)
  }
  if (typeof written.concurrency === 'object')
    tell(tooLong('the name of a lock', written.concurrency.group, limits.group), job.lock?.origin)
  for (const step of written.steps ?? []) {
    let found = known.get(step)
    if (found === undefined) {
      found = tooLongIn(step)
      known.set(step, found)
    }
    if (found.length > 0) tell(found)
  }
}

function tooLongIn(step: GithubStep): readonly TooLong[] {
  const inputs = typeof step.with === 'object' && step.with !== null ? step.with : {}
  return [
    ...tooLong('a condition', step.if, limits.expression),
    ...tooLong('a script', step.run, limits.script),
    ...tooLong('the key of a cache', inputs.key, limits.cacheKey),
  ]
}

interface Size {
  nodes: number
  characters: number
}

// Keys, values, and the least that YAML adds to them; `known` has the sizes of items by their depth.
function measure(value: unknown, depth: number, known: Map<unknown, Size>[], size: Size): void {
  size.nodes++
  if (typeof value !== 'object' || value === null) size.characters += String(value).length + 1
  else if (Array.isArray(value)) for (const item of value) measureItem(item, depth + 1, known, size)
  else
    for (const key of Object.keys(value)) {
      size.nodes++
      size.characters += 2 * depth + key.length + 2
      const entry = (value as Readonly<Record<string, unknown>>)[key]
      if (typeof entry === 'string') {
        size.nodes++
        size.characters += entry.length + 1
      } else measure(entry, depth + 1, known, size)
    }
}

function measureItem(item: unknown, depth: number, known: Map<unknown, Size>[], size: Size): void {
  known[depth] ??= new Map()
  let own = known[depth].get(item)
  if (own === undefined) {
    own = { nodes: 0, characters: 0 }
    measure(item, depth, known, own)
    known[depth].set(item, own)
  }
  size.nodes += own.nodes
  size.characters += own.characters
}

function tooMany(what: string, limit: number, count: string) {
  return (report: Report, at: Pipeline['origin'], help?: string): void =>
    report(
      'limit',
      at,
      { vendor, what, count, limit: String(limit), help },
      'https://docs.github.com/actions/reference/limits',
    )
}
