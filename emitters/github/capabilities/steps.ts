import { runSteps } from '../../../src/features/use.ts'
import { ownWords, sayJobs } from '../../../src/own-words.ts'
import { byRecipe, type Cell, lowered, native, type Refine, refused } from '../../../src/vendor.ts'
import { needsCheck } from '../conditions.ts'
import { isExact, isValued } from '../exact.ts'
import { quietScene, sceneOfJob } from '../scene.ts'
import { simplify, undecided } from '../simplify.ts'
import { pages } from './pages.ts'

const step = `${pages.syntax}#jobsjob_idsteps`
const operators = `${pages.expressions}#operators`

// Steps that one line of the story makes are answered as one.
const condition: Refine = ({ job, origin }, pipeline): Cell | undefined => {
  if (job === undefined) return undefined
  const scene = sceneOfJob(job, quietScene(pipeline))
  const left = runSteps(job)
    .filter((step) => step.origin.line === origin.line && step.origin.column === origin.column)
    .flatMap((step) => undecided(simplify(step.condition, scene.pipeline, scene.triggers), scene.triggers))
  if (left.some((test) => needsCheck(test, scene, isValued(job, pipeline))))
    return lowered('a small job before it makes the test, exactly to the letter', operators)
  return left.every((test) => isExact(test, scene))
    ? native(`${step}if`)
    : lowered('names that differ in upper and lower case alone count as the same', operators)
}

const power: Refine = ({ job }): Cell | undefined =>
  job !== undefined && runSteps(job).some((one) => one.retry > 0 && one.shell === 'pwsh')
    ? refused('write the loop into the PowerShell script', step)
    : undefined

const variant: Refine = ({ detail }): Cell | undefined =>
  (detail ?? '').split(', ').some((name) => name === 'github' || name === 'otherwise')
    ? undefined
    : refused('say how it is done there: github: { … } or github: sh`...`, or otherwise: sh`...`', step)

/** Answers to what a step can ask for. */
export const stepCapabilities = {
  'step.run': native(`${step}run`),
  'job.steps.none': native(
    `${pages.syntax}#jobsjob_iduses`,
    ownWords('github', 'give the job steps, or a raw patch for GitHub', `${pages.syntax}#jobsjob_iduses`),
  ),
  'pipeline.jobs.none': refused(sayJobs, `${pages.syntax}#jobs`),
  'step.name': native(`${step}name`),
  'step.shell.sh': native(`${step}shell`),
  'step.shell.pwsh': native(`${step}shell`),
  'step.workingDirectory': native(`${step}working-directory`),
  'step.when': lowered(
    'expressions ignore upper and lower case; for a job that holds something of value a small job before it tests',
    operators,
    condition,
  ),
  'step.when.vendor': native(
    `${step}if`,
    ownWords(
      'github',
      'write the condition in the words of GitHub too, in the same vendorCondition, or in words of the story',
      `${step}if`,
    ),
  ),
  'step.onFailure': native(`${pages.expressions}#status-check-functions`),
  'step.always': native(`${pages.expressions}#status-check-functions`),
  'step.continueOnError': native(`${step}continue-on-error`),
  'step.timeout': native(`${step}timeout-minutes`),
  'step.retry': lowered('a loop runs the script again in a shell of its own', `${step}run`, power),
  'step.vendor': native(step, variant),
  'step.recipe': byRecipe('github', step),
  'step.raw': native(step),
  'pipeline.env': native(`${pages.syntax}#env`),
  'job.env': native(`${pages.syntax}#jobsjob_idenv`),
  'step.env': native(`${step}env`),
  'pipeline.permissions': native(`${pages.syntax}#permissions`),
  'pipeline.permissions.settings': native(`${pages.syntax}#permissions`),
  'pipeline.title': native(`${pages.syntax}#name`),
  'pipeline.cancelSuperseded': native(`${pages.syntax}#concurrency`),
  'pipeline.raw': native(pages.syntax),
} as const
