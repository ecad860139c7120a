import { tests } from '../../../src/condition/tests.ts'
import { isUseOf, runSteps } from '../../../src/features/use.ts'
import type { Use } from '../../../src/features.ts'
import type { RunStep } from '../../../src/ir.ts'
import { ownWords } from '../../../src/own-words.ts'
import { byRecipe, lowered, native, type Refine, refused } from '../../../src/vendor.ts'
import { isAfter } from '../after-script.ts'
import { plainScript } from '../steps/plain.ts'
import { groundOf, onWindows } from '../tools.ts'
import { keyword, page } from './docs.ts'

const script = keyword('script')
const scripts = page('yaml/script/')
const shells = 'https://docs.gitlab.com/runner/shells/'
const variables = page('variables/#cicd-variable-precedence')

const stepOf = (use: Use): RunStep | undefined =>
  use.job === undefined ? undefined : runSteps(use.job).find((step) => isUseOf(use, step))
const notOnWindows: Refine = (use) =>
  use.job !== undefined && onWindows(use.job)
    ? refused('say it in the script itself: PowerShell steps know it on no other line', shells)
    : undefined

// Who puts a step there by a patch has it as GitLab does.
const behindScript: Refine = (use, pipeline) => {
  const step = stepOf(use)
  return step !== undefined && isAfter(step) ? native(keyword('after_script')) : notOnWindows(use, pipeline)
}

const run: Refine = (use) => {
  const step = stepOf(use)
  if (use.job === undefined || step === undefined) return undefined
  if (onWindows(use.job))
    return step.shell === 'pwsh' ? undefined : refused('write the step in PowerShell: pwsh`...`', shells)
  if (step.shell !== 'bash' || groundOf(use.job).shell !== 'sh') return undefined
  return plainScript(step.script) === undefined
    ? refused(
        "the image docker has no bash: write the script for sh and say shell: 'sh', or name an image that has both: image: '...'",
        shells,
      )
    : undefined
}

const when: Refine = (use, pipeline) => {
  const conditions = use.job?.steps.map((step) => step.condition) ?? []
  if (conditions.some((condition) => tests(condition).some((test) => test.test === 'changed')))
    return refused(
      'put changed(...) into the condition of a job: a shallow clone does not know what changed',
      keyword('ruleschanges'),
    )
  return notOnWindows(use, pipeline)
}

const vendorStep: Refine = (use) => {
  const known = use.detail?.split(', ') ?? []
  return known.includes('gitlab') || known.includes('otherwise')
    ? undefined
    : refused('say how it is done there: gitlab: sh`...`, or otherwise: sh`...`', script)
}

const timeLimit: Refine = (use, pipeline) =>
  use.job?.runner.os[0] === 'macos'
    ? refused('macOS has no timeout command: give the job a time limit', script)
    : notOnWindows(use, pipeline)

/** Steps, and environments. */
export const stepCells = {
  'step.run': native(script, run),
  'job.steps.none': native(
    keyword('trigger'),
    ownWords('gitlab', 'give the job steps, or a raw patch for GitLab', keyword('trigger')),
  ),
  'pipeline.jobs.none': native(
    keyword('include'),
    ownWords('gitlab', 'name jobs in the story, or a file that has some in a raw patch for GitLab', keyword('include')),
  ),
  'step.name': lowered('a comment', scripts),
  'step.shell.sh': native(shells),
  'step.shell.pwsh': refused(
    "run the job on Windows: runner: { os: 'windows' }, or write the step for sh",
    shells,
    (use) =>
      use.job !== undefined && onWindows(use.job) ? lowered('a process of its own for each step', shells) : undefined,
  ),
  'step.workingDirectory': lowered('cd in the script', scripts),
  'step.when': lowered('an if in the script', scripts, when),
  'step.when.vendor': refused(
    'the shell of a step makes the test there: write it into the script, or in words of the story',
    keyword('script'),
  ),
  'step.onFailure': lowered(
    'the script keeps the status and goes on; not after the job was stopped or ran out of time',
    scripts,
    notOnWindows,
  ),
  'step.always': lowered(
    'the script keeps the status and goes on; not after the job was stopped or ran out of time',
    scripts,
    behindScript,
  ),
  'step.continueOnError': lowered('a process of its own, whose failure the script passes over', scripts, behindScript),
  'step.timeout': lowered('the timeout command around a process of its own', scripts, timeLimit),
  'step.retry': lowered('a loop around a process of its own, on the same machine', scripts, notOnWindows),
  'step.vendor': native(script, vendorStep),
  'step.recipe': byRecipe('gitlab', script),
  'step.raw': native(script),
  'pipeline.env': lowered(
    'variables; a variable of the same name in the settings of the project wins over them',
    variables,
  ),
  'job.env': lowered(
    'variables, and exports in the script; a variable of the same name in the settings of the project wins over variables',
    variables,
  ),
  'step.env': lowered('exports in the script', scripts),
} as const
