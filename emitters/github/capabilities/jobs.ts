import type { Test } from '../../../src/ir.ts'
import { ownWords } from '../../../src/own-words.ts'
import { type Cell, lowered, native, type Refine, refused, setup } from '../../../src/vendor.ts'
import { needsCheck } from '../conditions.ts'
import { isExact, isValued } from '../exact.ts'
import { askingTriggers, quietScene } from '../scene.ts'
import { simplify, undecided } from '../simplify.ts'
import { pages } from './pages.ts'

const ifPage = `${pages.syntax}#jobsjob_idif`
const letters =
  'expressions ignore upper and lower case; a job that holds something of value compares again in its first step'
const operators = `${pages.expressions}#operators`
const byCheck = 'a small job before it makes the test, since expressions know no such patterns'
const again = 'the first step compares again, since expressions ignore upper and lower case'
const alike = 'names that differ in upper and lower case alone count as the same'

// How the tests of one kind in the condition of a job are made.
const asked = (kind: Test['test'], of?: string): Refine => {
  return ({ job }, pipeline): Cell | undefined => {
    if (job === undefined) return undefined
    const scene = quietScene(pipeline)
    const triggers = askingTriggers(job, scene)
    const left = undecided(simplify(job.condition, pipeline), triggers).filter(
      (test) => test.test === kind && (of === undefined || (test.test === 'equals' && test.value.ref === of)),
    )
    const checked = left.filter((test) => needsCheck(test, { ...scene, triggers }, false))
    const plain = left.filter((test) => !checked.includes(test) && !isExact(test, scene))
    if (checked.length > 0)
      return lowered(
        plain.length === 0 ? byCheck : `${byCheck}; for other names, ${isValued(job, pipeline) ? again : alike}`,
        operators,
      )
    if (plain.length === 0) return native(ifPage)
    return lowered(isValued(job, pipeline) ? again : alike, operators)
  }
}

/** Answers to what orders jobs, and when they run. */
export const jobCapabilities = {
  stage: lowered('each job needs the jobs of the stages before it', `${pages.syntax}#jobsjob_idneeds`),
  'job.needs': native(`${pages.syntax}#jobsjob_idneeds`),
  'job.needs.optional': lowered(
    'a condition asks for the results of the needed jobs',
    `${pages.contexts}#needs-context`,
  ),
  'job.name': native(`${pages.syntax}#jobsjob_idname`),
  'job.onFailure': native(`${pages.expressions}#status-check-functions`),
  'job.always': native(`${pages.expressions}#status-check-functions`),
  'job.when.event': native(ifPage),
  'job.when.schedule': native(ifPage),
  'job.when.branch': lowered(letters, operators, asked('branch')),
  'job.when.tag': lowered(letters, operators, asked('tag')),
  'job.when.targetBranch': lowered(letters, operators, asked('targetBranch')),
  'job.when.changed': lowered('a small job before it looks at the difference in git', ifPage),
  'job.when.fork': native(ifPage),
  'job.when.input': native(ifPage, asked('equals', 'input')),
  'job.when.payload': lowered(letters, operators, asked('equals', 'payload')),
  'job.when.matrix': lowered('the matrix is parted into one job for each condition', ifPage),
  'job.when.output': lowered(letters, operators, asked('equals', 'output')),
  'job.when.context': lowered(letters, operators, asked('equals', 'context')),
  'job.when.vendor': native(
    ifPage,
    ownWords(
      'github',
      'write the condition in the words of GitHub too, in the same vendorCondition, or in words of the story',
      ifPage,
    ),
  ),
  'job.matrix': native(`${pages.syntax}#jobsjob_idstrategymatrix`),
  'job.matrix.exclude': native(`${pages.syntax}#jobsjob_idstrategymatrixexclude`),
  'job.matrix.include': native(`${pages.syntax}#jobsjob_idstrategymatrixinclude`),
  'job.matrix.failFast': native(`${pages.syntax}#jobsjob_idstrategyfail-fast`),
  'job.matrix.maxParallel': native(`${pages.syntax}#jobsjob_idstrategymax-parallel`),
  'job.timeout': native(`${pages.syntax}#jobsjob_idtimeout-minutes`),
  'job.retry': refused('retry the steps that fail now and then: step({ run, retry: 2 })', pages.syntax),
  'job.allowFailure': native(`${pages.syntax}#jobsjob_idcontinue-on-error`),
  'job.lock': native(`${pages.syntax}#jobsjob_idconcurrency`),
  'job.outputs': native(`${pages.syntax}#jobsjob_idoutputs`),
  'job.permissions': native(`${pages.syntax}#jobsjob_idpermissions`),
  'job.environment': native(`${pages.syntax}#jobsjob_idenvironment`),
  'job.environment.url': native(`${pages.syntax}#jobsjob_idenvironment`),
  'job.environment.exclusive': native(`${pages.syntax}#jobsjob_idconcurrency`),
  'job.environment.approval': setup(
    'add required reviewers to the environment under Settings, Environments; without them the job fails before it does anything',
    `${pages.environments}#required-reviewers`,
  ),
  'job.raw': native(pages.syntax),
} as const
