import { tests, vendorTests } from '../../../src/condition/tests.ts'
import type { Condition, Pipeline } from '../../../src/ir.ts'
import { ownWords } from '../../../src/own-words.ts'
import { lowered, native, type Refine, refused } from '../../../src/vendor.ts'
import { canSay } from '../conditions/expression.ts'
import { jobRules } from '../jobs.ts'
import { planOf } from '../plan.ts'
import { keyword, page } from './docs.ts'
import { partsOf } from './parts.ts'

const rules = keyword('rulesif')
const outputs = page('yaml/artifacts_reports/#artifactsreportsdotenv')

const broken = new WeakMap<Pipeline, string | null>()

/** The first job whose rules cannot be written, for the paths in it and in the conditions of the jobs that it needs. */
function firstBroken(pipeline: Pipeline): string | null {
  const known = broken.get(pipeline)
  if (known !== undefined) return known
  const plan = planOf(pipeline)
  const found =
    plan.pipeline.jobs.find(
      (job) =>
        tests(plan.effective(job)).filter((test) => test.test === 'changed').length > 0 &&
        jobRules(job, plan) === undefined,
    )?.id ?? null
  broken.set(pipeline, found)
  return found
}

const changed: Refine = (_use, pipeline) => {
  const job = firstBroken(pipeline)
  if (job === null) return undefined
  return refused(
    `the job '${job}' depends on several lists of changed paths at once, or on the opposite of one of them: a rule takes one list; name all paths in one changed(...)`,
    keyword('ruleschanges'),
  )
}

const context: Refine = (use) => {
  const leaf = tests(use.job?.condition ?? { test: 'true' }).find(
    (test) => test.test === 'equals' && test.value.ref === 'context' && !canSay(test),
  )
  return leaf === undefined
    ? undefined
    : refused(
        'GitLab makes the jobs before it knows this value: put the condition on the steps, by step({ when: ... })',
        rules,
      )
}

const output: Refine = (use, pipeline) => {
  const { job } = use
  if (job === undefined) return undefined
  const plan = planOf(pipeline)
  if (job.environment !== null || job.lock !== null)
    return refused(
      'GitLab makes the jobs before it knows the outputs, and a deployment would be shown that was none: put the condition on the steps, by step({ when: ... })',
      outputs,
    )
  if (tests(job.condition).some((test) => test.test === 'changed'))
    return refused(
      'changed paths and outputs cannot stand in one condition: put the outputs into the condition of the steps',
      outputs,
    )
  const reader = partsOf(use, pipeline)
    .flatMap(plan.readers)
    .find(
      (other) =>
        other.status === 'success' &&
        other.needs.some(
          (need) => need.by === 'needs' && !need.optional && plan.jobs.get(need.job)?.origin === job.origin,
        ),
    )
  return reader === undefined
    ? undefined
    : refused(
        `the job would begin and end at once, and '${reader.id}', which needs it, would run: put the condition on the steps of both, by step({ when: ... })`,
        outputs,
      )
}

const spoken = ownWords(
  'gitlab',
  'write the condition in the words of GitLab too, in the same vendorCondition, or in words of the story',
  rules,
)

const vendor: Refine = (use, pipeline) => {
  const { condition } = use.job ?? {}
  return condition !== undefined && isNegated(condition)
    ? refused('its expressions have no negation: turn the words round, inside of vendorCondition', rules)
    : spoken(use, pipeline)
}

function isNegated(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(isNegated)
  if ('any' in condition) return condition.any.some(isNegated)
  return 'not' in condition && vendorTests(condition).length > 0
}

/** Conditions of jobs. */
export const whenCells = {
  'job.when.event': native(rules),
  'job.when.schedule': native(rules),
  'job.when.branch': native(rules),
  'job.when.tag': native(rules),
  'job.when.targetBranch': native(rules),
  'job.when.changed': native(keyword('ruleschanges'), changed),
  'job.when.fork': native(rules),
  'job.when.input': native(rules),
  'job.when.payload': native(rules),
  'job.when.vendor': native(rules, vendor),
  'job.when.matrix': lowered('one job for the cells of each outcome', keyword('parallelmatrix')),
  'job.when.output': lowered(
    'the job begins, looks at the outputs, and ends at once where the condition does not hold; GitLab shows it as passed, not as skipped',
    outputs,
    output,
  ),
  'job.when.context': native(rules, context),
} as const
