import { isYes } from '../../../src/condition/build.ts'
import { effectiveConditions } from '../../../src/condition/effective.ts'
import { tests } from '../../../src/condition/tests.ts'
import { isUseOf } from '../../../src/features/use.ts'
import type { Condition, Job } from '../../../src/ir.ts'
import { sayJobs } from '../../../src/own-words.ts'
import { byRecipe, lowered, native, type Refine, refused, setup } from '../../../src/vendor.ts'
import { asksBeyondPush } from '../conditions/told.ts'
import { whenOf } from '../conditions/when.ts'
import { docs } from '../docs.ts'
import { spotsOf } from '../matrix.ts'
import { nativeSteps } from '../steps.ts'
import { id } from '../title.ts'

const inScript = 'the script keeps the result of the steps before it, and runs it or not by that'

const when: Refine = ({ job }, pipeline) => {
  const conditions = job?.steps.map((step) => step.condition) ?? []
  const bad = (condition: Condition) =>
    asksBeyondPush(condition, pipeline) ||
    tests(condition).some((test) => ['changed', 'targetBranch', 'schedule'].includes(test.test) || isUnknown(test))
  return conditions.some(bad)
    ? refused(
        'CodeShip does not tell what the condition asks for: take it out, or write a job or story of its own',
        docs.environment,
      )
    : undefined
}

function isUnknown(test: ReturnType<typeof tests>[number]): boolean {
  return test.test === 'equals' && (test.value.ref === 'input' || test.value.ref === 'payload')
}

// A step of the file stands beside the script, and knows names of branches and tags alone.
const vendor: Refine = (use, pipeline) => {
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
  if (!isYes(step.condition) || step.status !== 'success' || !standsOutside(job) || job.retry > 0 || job.allowFailure)
    return refused(
      'a step of the file stands before or after the script of its job, without a condition of its own: make it the last step of a job that neither retries nor may fail',
      docs.steps,
    )
  const effective = effectiveConditions(pipeline)(job)
  const plain = spotsOf(job).every(({ cell }) => {
    const guard = whenOf(effective, pipeline, cell)?.guard
    return (
      guard === undefined ||
      tests(guard).every(
        (test) => test.test === 'event' || test.test === 'true' || test.test === 'branch' || test.test === 'tag',
      )
    )
  })
  return plain
    ? lowered('it goes by the name of the branch or tag alone', docs.steps)
    : refused(
        'a step of the file goes by the name of the branch or tag alone: give the job no other condition',
        docs.steps,
      )
}

function standsOutside(job: Job): boolean {
  const { before, after } = nativeSteps(job.steps, id)
  const natives = job.steps.map((step) => {
    const variant = step.kind === 'vendor' ? step.variants[id] : undefined
    return variant !== undefined && 'native' in variant
  })
  const first = natives.indexOf(false)
  const last = natives.lastIndexOf(false)
  return first < 0 || before.length + after.length === 0 || natives.slice(first, last + 1).every((one) => !one)
}

/** What a step can ask for. */
export const stepCapabilities = {
  'step.run': lowered('a script file, for `command` is no shell', docs.steps),
  'job.steps.none': refused('give the job steps', docs.steps),
  'pipeline.jobs.none': refused(sayJobs, docs.steps),
  'step.name': lowered('a comment above its commands', docs.steps),
  'step.shell.sh': native(docs.steps),
  'step.shell.pwsh': refused('scripts are for bash or sh: write the step with sh`...`', docs.steps),
  'step.workingDirectory': lowered('`cd` in a shell of its own', docs.steps),
  'step.when': lowered('a test in the script', docs.steps, when),
  'step.when.vendor': refused('say the condition in words of the story, or test it in the script', docs.environment),
  'step.onFailure': lowered(inScript, docs.steps),
  'step.always': lowered(inScript, docs.steps),
  'step.continueOnError': lowered('the script goes on after it', docs.steps),
  'step.timeout': lowered('run by the command `timeout`', docs.steps),
  'step.retry': lowered('tried again by the script', docs.steps),
  'step.vendor': native(docs.steps, vendor),
  'step.recipe': byRecipe(id, docs.steps),
  'step.raw': native(docs.steps, ({ detail }) =>
    detail?.split(', ').includes(id)
      ? refused('a script has no keys: use vendorStep for a step of the file', docs.steps)
      : undefined,
  ),
  'pipeline.env': lowered('exported by the script of each step', docs.environment),
  'job.env': lowered('exported by the script', docs.environment),
  'step.env': lowered('exported in a shell of its own', docs.environment),
  'pipeline.permissions': setup(
    'steps have no token for the repository: make one with these scopes alone, and keep it as a secret',
    docs.secrets,
  ),
  'pipeline.permissions.settings': native(docs.secrets),
  'pipeline.title': lowered('a comment at the top of the file', docs.steps),
  'pipeline.cancelSuperseded': setup(
    'turn on Project Settings > Build Triggers > Auto-supersede, and let it stop the running build; it does so for all branches',
    docs.triggers,
  ),
  'pipeline.raw': native(docs.services),
} as const
