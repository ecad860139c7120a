import { tests } from '../condition/tests.ts'
import type { Report } from '../diagnostics.ts'
import type { Condition, Job, Pipeline, Step, VendorStep } from '../ir.ts'
import type { Origin } from '../origin.ts'
import { asIfHeld } from '../own-words.ts'
import type { Vendor } from '../vendor.ts'
import { failingStep } from './failing-step.ts'
import { withHeldJobs } from './held-jobs.ts'
import { endedBy } from './unsaid.ts'

/**
 * A pipeline with a step that fails wherever a vendor lacks what only another one has: so its files can be written, what
 * is left to write stands in them, and nothing behind it runs until somebody has written it.
 */
export function unfinished(pipeline: Pipeline, target: Vendor, report: Report): Pipeline {
  const foreign = pipeline.vendorTriggers.filter(({ vendor }) => vendor !== target.id)
  for (const { events, origin } of foreign) {
    const what = `what starts it on ${Object.keys(events).join(', ')}`
    report('import-unfinished', origin, { what, vendor: target.title, until: 'it starts nothing there' })
  }
  const isIdle = foreign.length > 0 && pipeline.triggers.length === 0
  const open: Pipeline = {
    ...pipeline,
    vendorTriggers: pipeline.vendorTriggers.filter(({ vendor }) => vendor === target.id),
    triggers: isIdle ? [{ kind: 'manual', inputs: [], origin: pipeline.origin }] : pipeline.triggers,
    jobs: pipeline.jobs.map((job) => unfinishedJob(job, target, report)),
  }
  return withHeldJobs(open, target, report)
}

function unfinishedJob(job: Job, target: Vendor, report: Report): Job {
  const open = (what: string, origin: Origin, more = ''): VendorStep => {
    report('import-unfinished', origin, { what, vendor: target.title, until: 'the job fails there' })
    return failingStep(what, job.runner, target, origin, more)
  }
  const asked = foreignTests(job.condition, target)
  const front = asked === undefined ? [] : [open(`whether the job may run: ${asked}`, job.origin)]
  const steps = job.steps.map((step) => unfinishedStep(step, target, open))
  const none = steps.length === 0 ? [open(`what '${job.id}' calls`, job.origin)] : []
  return {
    ...endedBy(job, target, report),
    condition: asIfHeld(job.condition, target.id),
    steps: [...front, ...steps, ...none],
  }
}

function unfinishedStep(
  step: Step,
  target: Vendor,
  open: (what: string, origin: Origin, more?: string) => VendorStep,
): Step {
  const asked = foreignTests(step.condition, target)
  if (step.kind === 'run') {
    if (asked === undefined) return step
    // The script stands below, for who writes the condition.
    return { ...open(`whether the step runs: ${asked}`, step.origin, step.script), name: step.name }
  }
  if (asked === undefined && (step.otherwise !== null || step.variants[target.id] !== undefined)) return step
  const made = open(asked === undefined ? whatOf(step) : `${whatOf(step)}, and whether it runs: ${asked}`, step.origin)
  const run = made.variants[target.id]
  const { status } = step
  const condition = asIfHeld(step.condition, target.id)
  if (run === undefined || !('run' in run)) return step
  return {
    ...step,
    condition,
    variants: { ...step.variants, [target.id]: { run: { ...run.run, status, condition } } },
    otherwise: asked === undefined ? step.otherwise : null,
  }
}

function foreignTests(condition: Condition, { id }: Vendor): string | undefined {
  const found = tests(condition).flatMap((test) =>
    test.test === 'vendor' && test.texts[id] === undefined ? Object.values(test.texts) : [],
  )
  return found.length === 0 ? undefined : found.join(' and ')
}

// What a person knows the step by: what it runs, or its name.
function whatOf({ name, variants }: VendorStep): string {
  const [native] = Object.values(variants).flatMap((variant) => ('native' in variant ? [variant.native] : []))
  const plain = name.every((part) => typeof part === 'string') ? name.join('') : ''
  const words = Object.entries(native ?? {}).flatMap(([key, value]) =>
    typeof value === 'string' && !/^(if|name|id|shell|run|script)$/.test(key) ? [value] : [],
  )
  return words[0] ?? (plain === '' ? 'a step' : `'${plain}'`)
}
