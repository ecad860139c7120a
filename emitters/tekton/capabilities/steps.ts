import { tests } from '../../../src/condition/tests.ts'
import { isUseOf, runSteps } from '../../../src/features/use.ts'
import type { FeatureId, Use } from '../../../src/features.ts'
import type { VendorStep } from '../../../src/ir.ts'
import { ownWords, sayJobs } from '../../../src/own-words.ts'
import { byRecipe, type Cell, lowered, native, refused } from '../../../src/vendor.ts'
import { docs } from './docs.ts'

const fused = 'the steps of a job share a container, each as a process of its own'
const several = ({ job }: Use): boolean => (job === undefined ? false : job.steps.length > 1)

const keyOf = (id: string): string => (id.includes('-') ? `'${id}'` : id)

/** What is made of a step that is written for each vendor; `id` names the variant that counts. */
export const vendorStep =
  (id: string) =>
  (use: Use): Cell | undefined => {
    const { job } = use
    const step = job?.steps.find((one): one is VendorStep => one.kind === 'vendor' && isUseOf(use, one))
    if (job === undefined || step === undefined) return undefined
    const variant = step.variants[id]
    if (variant === undefined)
      return step.otherwise === null
        ? refused(`say how it is done there: ${keyOf(id)}: sh\`...\`, or otherwise: sh\`...\``, docs.tasks)
        : undefined
    if ('run' in variant) return undefined
    const plainly = step.status === 'success' && 'test' in step.condition && step.condition.test === 'true'
    if (!plainly || job.steps.some(({ status }) => status !== 'success'))
      return refused(
        'a step of Tekton runs without a condition, in a job whose steps run after success alone',
        docs.tasks,
      )
    return lowered(
      'it has a container of its own; the steps before and after it share the files of the workspace alone',
      docs.tasks,
    )
  }

const looksAtFiles = (use: Use): Cell | undefined => {
  const step = use.job === undefined ? undefined : runSteps(use.job).find((one) => isUseOf(use, one))
  return step !== undefined && tests(step.condition).some(({ test }) => test === 'changed')
    ? refused('what changed is known between jobs alone: put the condition on a job', docs.when)
    : undefined
}

/** Cells about steps. */
export const stepCells = {
  'step.run': native(docs.scripts),
  'job.steps.none': native(docs.tasks, ownWords('tekton', 'give the job steps', docs.tasks)),
  'pipeline.jobs.none': refused(sayJobs, docs.tasks),
  'step.name': native(docs.tasks),
  'step.shell.sh': native(docs.scripts),
  'step.shell.pwsh': refused('write the step for bash or sh', docs.scripts),
  'step.workingDirectory': native(docs.tasks),
  'step.when': lowered('a test of the shell', docs.scripts, looksAtFiles),
  'step.when.vendor': refused('say the condition in words of the story, or test it in the script', docs.scripts),
  'step.onFailure': lowered(fused, docs.scripts),
  'step.always': lowered(fused, docs.scripts),
  'step.continueOnError': native(docs.tasks, (use) => (several(use) ? lowered(fused, docs.scripts) : undefined)),
  'step.timeout': native(docs.tasks, (use) =>
    several(use) ? lowered('the program `timeout` of the image ends it', docs.scripts) : undefined,
  ),
  'step.retry': lowered('a loop of the shell', docs.scripts),
  'step.vendor': native(docs.tasks, vendorStep('tekton')),
  'step.recipe': byRecipe('tekton', docs.tasks),
  'step.raw': native(docs.tasks, (use) =>
    several(use) ? refused('the steps of a job share a container: patch the job', docs.tasks) : undefined,
  ),
  'job.env': native(docs.tasks),
  'step.env': native(docs.tasks),
} as const satisfies Partial<Record<FeatureId, Cell>>
