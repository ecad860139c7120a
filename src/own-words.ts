import { allOf, anyOf, isYes, no, notOf, yes } from './condition/build.ts'
import { canHold } from './condition/given.ts'
import type { Condition, Job, Pipeline, Step } from './ir.ts'
import { type Cell, degraded, native, type Refine, refused } from './vendor.ts'
import { hasVendorSteps } from './vendor-steps.ts'

/** The answer of a vendor that takes its own words: whatever does not name it is refused. */
export function ownWords(vendor: string, instead: string, docs: string): Refine {
  return ({ detail = '' }): Cell | undefined =>
    detail.split(', ').includes(vendor) ? undefined : refused(instead, docs)
}

/** What becomes of events that a vendor does not have. */
export const startNothing = 'they start nothing there'

/**
 * The answer of a vendor on events in a vendor's own words: those of others start nothing there, and are refused where
 * nothing else starts the story, or lets one of its jobs run.
 */
export function ownEvents(vendor: string, docs: string): Refine {
  return ({ detail }, pipeline): Cell => {
    if (detail === vendor) return native(docs)
    const { triggers, vendorTriggers, jobs } = inOwnWords(pipeline, vendor)
    if (vendorTriggers.length > 0) return degraded(startNothing, docs)
    if (triggers.length === 0)
      return refused('say what starts the run by a trigger of the story, such as push() or manual()', docs)
    const idle = jobs.find((job) => !canHold(job.condition, triggers))
    return idle === undefined
      ? degraded(startNothing, docs)
      : refused(`nothing else lets the job '${idle.id}' run: say by a trigger of the story what does`, docs)
  }
}

/** What to do where no jobs stand in the story, but in what another vendor's raw patch brings in. */
export const sayJobs = 'say in the story what the jobs do that the raw patch of another vendor brings in'

/** A pipeline as its story has it for the vendor whose steps others have recipes for. */
export function asWritten(pipeline: Pipeline, vendor: string): Pipeline {
  if (!hasVendorSteps(pipeline)) return pipeline
  const isFilled = (step: Step): boolean => step.kind === 'vendor' && step.recipeOf === vendor
  if (!pipeline.jobs.some((job) => job.steps.some(isFilled))) return pipeline
  const jobs = pipeline.jobs.map((job) =>
    job.steps.some(isFilled)
      ? { ...job, steps: job.steps.map((step) => (isFilled(step) ? unfilled(step, vendor) : step)) }
      : job,
  )
  return { ...pipeline, jobs }
}

function unfilled(step: Step, vendor: string): Step {
  if (step.kind === 'run') return step
  const variant = step.variants[vendor]
  return variant !== undefined && 'run' in variant ? variant.run : { ...step, otherwise: null, recipeOf: null }
}

/**
 * A pipeline as one vendor sees it: a test that only others can make never lets a job or step run there, their events
 * start nothing, and a step that is for others alone, and does nothing here, is none.
 */
export function inOwnWords(pipeline: Pipeline, vendor: string): Pipeline {
  const vendorTriggers = pipeline.vendorTriggers.filter((trigger) => trigger.vendor === vendor)
  const whole = hasVendorSteps(pipeline) ? pipeline.jobs.map((job) => withoutIdle(job, vendor)) : pipeline.jobs
  const jobs = whole.map((job) => jobInOwnWords(job, vendor))
  const isSame =
    vendorTriggers.length === pipeline.vendorTriggers.length && jobs.every((job, index) => job === pipeline.jobs[index])
  return isSame ? pipeline : { ...pipeline, vendorTriggers, jobs }
}

function jobInOwnWords(job: Job, vendor: string): Job {
  if (isYes(job.condition) && job.steps.every((step) => isYes(step.condition))) return job
  const condition = closed(job.condition, vendor, no)
  const steps = job.steps.map((step) => {
    const own = closed(step.condition, vendor, no)
    return own === step.condition ? step : { ...step, condition: own }
  })
  const isSame = condition === job.condition && steps.every((step, index) => step === job.steps[index])
  return isSame ? job : { ...job, condition, steps }
}

function withoutIdle(job: Job, vendor: string): Job {
  const steps = job.steps.filter(
    (step) => step.kind === 'run' || step.variants[vendor] !== undefined || step.otherwise?.script !== ':',
  )
  return steps.length === job.steps.length || steps.length === 0 ? job : { ...job, steps }
}

/** A condition as it is where every test that only other vendors can make holds. */
export function asIfHeld(condition: Condition, vendor: string): Condition {
  return closed(condition, vendor, yes)
}

// Under a `not` the test counts as true, so that the whole is false there too.
function closed(condition: Condition, vendor: string, unknown: Condition): Condition {
  if ('all' in condition) return joined(condition, condition.all, vendor, unknown, allOf)
  if ('any' in condition) return joined(condition, condition.any, vendor, unknown, anyOf)
  if ('not' in condition) {
    const inner = closed(condition.not, vendor, unknown === no ? yes : no)
    return inner === condition.not ? condition : notOf(inner)
  }
  return condition.test === 'vendor' && condition.texts[vendor] === undefined ? unknown : condition
}

function joined(
  whole: Condition,
  parts: readonly Condition[],
  vendor: string,
  unknown: Condition,
  join: (parts: readonly Condition[]) => Condition,
): Condition {
  const made = parts.map((part) => closed(part, vendor, unknown))
  return made.every((part, index) => part === parts[index]) ? whole : join(made)
}
