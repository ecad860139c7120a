import type { Job, Pipeline, RunStep, Step } from '../ir.ts'
import { inside, type Origin } from '../origin.ts'

/** One place where a pipeline uses a feature. */
export interface Use {
  /** What people call the place: `job 'unit'`, `the story`. */
  readonly subject: string
  readonly origin: Origin
  /** The job that it stands in, if any. */
  readonly job?: Job
  /** The place of the node that it is a use of, where that is a part of a job: of a step, say. */
  readonly base?: Origin
  /** What a vendor may look at to answer for this use alone: the text that says what it is about. */
  readonly detail?: string
}

/** A row of the feature table: a thing that a pipeline can use. */
export interface Feature {
  /** Lower-case words that complete «the vendor has no …». */
  readonly title: string
  /** Whether anything less than the exact meaning is an error: gates, conditions, filters, permissions, secrets, failures. */
  readonly safety?: true
  readonly find: (pipeline: Pipeline) => readonly Use[]
}

/** Declares rows, keeping their ids as types. */
export function rows<const R extends Readonly<Record<string, Feature>>>(table: R): R {
  return table
}

/** The jobs that `holds` picks, as uses; `path` is the property of the story meant. */
export function jobsThat(holds: (job: Job) => unknown, path: string, detail?: (job: Job) => string): Feature['find'] {
  return (pipeline) => pipeline.jobs.filter(holds).map((job) => useOf(job, path, detail?.(job)))
}

/** A use in a job. */
export function useOf(job: Job, path: string, detail?: string, base: Origin = job.origin): Use {
  const use = Object.create(shared) as { job: Job; base: Origin; path: string; detail?: string }
  use.job = job
  use.base = base
  use.path = path
  if (detail !== undefined) use.detail = detail
  return use as unknown as Use
}

/** Whether a use is of this node. Steps of one job can have one line, so the place itself is compared. */
export function isUseOf({ base }: Use, { origin }: { readonly origin: Origin }): boolean {
  return base === origin
}

interface InJob {
  readonly job: Job
  readonly base: Origin
  readonly path: string
}

// Of thousands of uses that are alike hardly any is shown, so the words and the place of each are made on demand.
const shared = {
  get subject() {
    return `job '${(this as unknown as InJob).job.id}'`
  },
  get origin() {
    const { base, path } = this as unknown as InJob
    return path === '' ? base : path.split('.').reduce<Origin>((outer, key) => inside(outer, key), base)
  },
}

/** The portable steps of a job, those inside vendor steps too. */
export function runSteps(job: Job): readonly RunStep[] {
  if (areRuns(job.steps)) return job.steps
  const known = stepsOf.get(job.steps)
  if (known !== undefined) return known
  const steps = job.steps.flatMap(scriptsOf)
  stepsOf.set(job.steps, steps)
  return steps
}

// Asked of each job by every pass over a pipeline.
function areRuns(steps: readonly Step[]): steps is readonly RunStep[] {
  for (const step of steps) if (step.kind !== 'run') return false
  return true
}

function isRun(step: Step): step is RunStep {
  return step.kind === 'run'
}

function scriptsOf(step: Step): readonly RunStep[] {
  if (isRun(step)) return [step]
  const variants = Object.values(step.variants).flatMap((variant) => ('run' in variant ? [variant.run] : []))
  return step.otherwise === null ? variants : [...variants, step.otherwise]
}

// A dozen rows ask for the steps of all jobs.
const inPipeline = new WeakMap<Pipeline, readonly { readonly job: Job; readonly step: RunStep }[]>()

function scriptsIn(pipeline: Pipeline): readonly { readonly job: Job; readonly step: RunStep }[] {
  const known = inPipeline.get(pipeline)
  if (known !== undefined) return known
  const scripts: { readonly job: Job; readonly step: RunStep }[] = []
  for (const job of pipeline.jobs) for (const step of runSteps(job)) scripts.push({ job, step })
  inPipeline.set(pipeline, scripts)
  return scripts
}

// A score of rows ask for the steps of each job.
const stepsOf = new WeakMap<readonly Step[], readonly RunStep[]>()

/** The portable steps that `holds` picks, as uses. */
export function stepsThat(
  holds: (step: RunStep, job: Job) => unknown,
  path: string,
  detail?: (step: RunStep) => string,
): Feature['find'] {
  return (pipeline) =>
    scriptsIn(pipeline)
      .filter(({ step, job }) => holds(step, job))
      .map(({ step, job }) => useOf(job, path, detail?.(step), step.origin))
}
