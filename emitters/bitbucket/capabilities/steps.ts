import { tests } from '../../../src/condition/tests.ts'
import { isUseOf } from '../../../src/features/use.ts'
import type { Job, RunStep } from '../../../src/ir.ts'
import { sayJobs } from '../../../src/own-words.ts'
import { byRecipe, degraded, lowered, native, type Refine, refused, setup } from '../../../src/vendor.ts'
import { docs } from '../docs.ts'
import { trailing } from '../steps/after.ts'
import { id } from '../title.ts'

const inScript = 'the script keeps the result of the steps before it, and runs it or not by that'

const when: Refine = ({ job }) =>
  job?.steps.some((step) => tests(step.condition).some((test) => test.test === 'changed'))
    ? refused('a script cannot ask for changed paths: make it a job with this condition', docs.steps)
    : undefined

const after: Refine = (use) => {
  const { job } = use
  const steps = job?.steps.filter((one): one is RunStep => one.kind === 'run') ?? []
  if (job === undefined || steps.length < job.steps.length || job.artifacts.some((one) => one.ifMissing !== 'ignore'))
    return undefined
  const last = steps.slice(steps.length - trailing(steps))
  return last.some((one) => isUseOf(use, one))
    ? lowered('it stands in `after-script`, which runs whatever happened and does not count', docs.steps)
    : undefined
}

// A ready-made step runs where it stands, whatever the script thinks of the steps before it.
const vendor: Refine = (use) => {
  const { job } = use
  const step = job?.steps.find((one) => one.kind === 'vendor' && isUseOf(use, one))
  if (job === undefined || step?.kind !== 'vendor') return undefined
  const variant = step.variants[id]
  if (variant === undefined) {
    return step.otherwise === null
      ? refused(`say how it is done there: ${id}: sh\`...\`, or otherwise: sh\`...\``, docs.steps)
      : undefined
  }
  if ('run' in variant) return undefined
  const steered =
    'test' in step.condition && step.condition.test === 'true' && step.status === 'success' && !hasStatus(job)
  return steered && !(job.retry > 0 && job.allowFailure)
    ? undefined
    : refused(
        'a pipe runs without a condition and after success alone, and cannot stand among steps that run after a failure, nor in a job that may fail and is tried again',
        docs.steps,
      )
}

function hasStatus(job: Job): boolean {
  return job.steps.some((step) => step.status !== 'success')
}

/** What a step can ask for. */
export const stepCapabilities = {
  'step.run': native(docs.steps),
  'job.steps.none': refused('give the job steps', docs.steps),
  'pipeline.jobs.none': refused(sayJobs, docs.steps),
  'step.name': lowered('a comment above its commands', docs.steps),
  'step.shell.sh': native(docs.steps),
  'step.shell.pwsh': refused('scripts are for bash or sh: write the step with sh`...`', docs.steps),
  'step.workingDirectory': lowered('`cd` in a shell of its own', docs.steps),
  'step.when': lowered('a test in the script', docs.steps, when),
  'step.when.vendor': refused('say the condition in words of the story, or test it in the script', docs.steps),
  'step.onFailure': lowered(inScript, docs.steps, after),
  'step.always': lowered(inScript, docs.steps, after),
  'step.continueOnError': lowered('the script goes on after it', docs.steps),
  'step.timeout': lowered('run by the command `timeout`', docs.steps),
  'step.retry': lowered('tried again by the script', docs.steps),
  'step.vendor': native(docs.steps, vendor),
  'step.recipe': byRecipe(id, docs.steps),
  'step.raw': native(docs.steps, ({ detail }) =>
    detail?.split(', ').includes(id)
      ? refused('an item of a script is a text without keys: use vendorStep for a pipe', docs.steps)
      : undefined,
  ),
  'pipeline.env': lowered('exported by the script of each step', docs.variables),
  'job.env': lowered('exported by the script', docs.variables),
  'step.env': lowered('exported in a shell of its own', docs.variables),
  'pipeline.permissions': setup(
    'steps may always read the repository and push to it; whatever else is asked for comes with a repository access token, made under Repository settings > Access tokens with these scopes alone',
    docs.tokens,
  ),
  'pipeline.permissions.settings': native(docs.tokens),
  'pipeline.title': lowered('the name of what a person starts, and a comment at the top of the file', docs.starts),
  'pipeline.cancelSuperseded': degraded('older runs go on: Bitbucket cancels none', docs.starts),
  'pipeline.raw': native(docs.starts),
} as const
