import type { Job } from '../../../src/ir.ts'
import { refsOfJob } from '../../../src/refs.ts'
import { degraded, lowered, native, type Refine, refused, setup } from '../../../src/vendor.ts'
import { type Order, orderOf, type Trouble } from '../order.ts'
import { planOf } from '../plan.ts'
import { onWindows } from '../tools.ts'
import { troubles } from '../trouble.ts'
import { keyword, page } from './docs.ts'
import { partsOf } from './parts.ts'

const jobTokens = page('jobs/ci_job_token/')
const environments = page('environments/')
const resourceGroup = keyword('resource_group')
const matrix = keyword('parallelmatrix')

const orders = (use: Parameters<Refine>[0], pipeline: Parameters<Refine>[1]): readonly Order[] =>
  partsOf(use, pipeline).map((job) => orderOf(job, planOf(pipeline)))
const order =
  (row: Trouble, docs: string): Refine =>
  (use, pipeline) => {
    const found = orders(use, pipeline)
    const trouble = found.find((one) => one.by === 'trouble' && one.why === row)
    if (trouble !== undefined) return refused(troubles[row], docs)
    const named = use.job?.needs.some((need) => need.by === 'needs')
    if (named && found.some((one) => one.by === 'stages'))
      return lowered('the job waits for all jobs of the earlier stages, among them those that it needs', docs)
    return undefined
  }

// What the token of a job can be allowed: https://docs.gitlab.com/ci/jobs/fine_grained_permissions/
const grantable = new Set(['contents', 'packages', 'deployments', 'pages'])
const permissions: Refine = (use, pipeline) => {
  const wanted =
    use.detail?.split(', ').filter((one) => one.endsWith(': write') && !grantable.has(one.split(':')[0] ?? '')) ?? []
  if (wanted.length === 0) return undefined
  const jobs = use.job === undefined ? pipeline.jobs.filter((job) => job.permissions === null) : [use.job]
  return jobs.some(usesToken)
    ? refused(
        `the token of a job cannot do this: give the job a project access token as a secret (${wanted.join(', ')})`,
        jobTokens,
      )
    : lowered(`no step here uses the token, so that it need not be allowed this (${wanted.join(', ')})`, jobTokens)
}

// What stands in the words of GitLab may use the token unseen.
function usesToken(job: Job): boolean {
  return (
    refsOfJob(job).some(({ ref }) => ref.ref === 'repositoryToken') ||
    job.raw.some(({ vendor }) => vendor === 'gitlab') ||
    job.steps.some((step) => step.kind === 'vendor' && 'native' in (step.variants.gitlab ?? {}))
  )
}

const tokenText = 'Settings > CI/CD > Job token permissions: allow the token what the story names, and nothing else'

/** Jobs, but for their conditions. */
export const jobCells = {
  stage: native(keyword('stages')),
  'job.needs': native(keyword('needs'), order('count', keyword('needs'))),
  'job.needs.optional': native(keyword('needsoptional'), order('optional', keyword('needsoptional'))),
  'job.name': native(page('jobs/#job-names'), (use) =>
    use.job?.name.some((part) => typeof part !== 'string')
      ? lowered('GitLab puts the values of the matrix behind the name of the job', page('jobs/#job-names'))
      : undefined,
  ),
  'job.onFailure': native(keyword('when'), order('onFailure', keyword('when'))),
  'job.always': native(keyword('when'), order('always', keyword('when'))),
  'job.matrix': native(matrix),
  'job.matrix.exclude': lowered('the combinations that are left are written one by one', matrix),
  'job.matrix.include': lowered('the combinations are written one by one', matrix),
  'job.matrix.failFast': refused('let all cells run to their end: failFast: false', matrix),
  'job.matrix.maxParallel': degraded('all cells start at once, as far as there are machines', matrix, (use) =>
    use.detail === '1'
      ? lowered('the cells take turns by a resource group, which also holds back those of other runs', resourceGroup)
      : undefined,
  ),
  'job.timeout': native(keyword('timeout')),
  'job.retry': native(keyword('retry')),
  'job.allowFailure': native(keyword('allow_failure'), (use) =>
    use.job?.environment?.approval === 'manual'
      ? refused(
          'a job that may fail would not hold the run back for the person: choose one of the two',
          keyword('allow_failure'),
        )
      : undefined,
  ),
  'job.lock': native(resourceGroup),
  'job.outputs': lowered(
    'written to a dotenv report as base64, and read back by the jobs that use them',
    page('yaml/artifacts_reports/#artifactsreportsdotenv'),
    (use) =>
      use.job !== undefined && onWindows(use.job)
        ? refused(
            'jobs on Windows leave no outputs here: write an artifact',
            page('yaml/artifacts_reports/#artifactsreportsdotenv'),
          )
        : undefined,
  ),
  'job.permissions': setup(tokenText, jobTokens, permissions),
  'job.environment': native(environments),
  'job.environment.url': native(keyword('environmenturl'), (use) =>
    use.job?.environment?.url?.some((part) => typeof part === 'object' && part.ref === 'output')
      ? refused('write the address without outputs: GitLab reads it before they are decoded', keyword('environmenturl'))
      : undefined,
  ),
  'job.environment.exclusive': setup(
    "Settings > CI/CD > General pipelines: switch off 'Prevent outdated deployment jobs', else a run that waited while a newer one deployed does not deploy",
    page('resource_groups/'),
  ),
  'job.environment.approval': native(keyword('when'), (use) =>
    use.job !== undefined && use.job.status !== 'success'
      ? refused(
          'a job that waits for a person runs only after success: leave out onFailure() and always()',
          keyword('when'),
        )
      : undefined,
  ),
  'job.raw': native(keyword('job-keywords')),
  'pipeline.permissions': setup(tokenText, jobTokens, permissions),
  'pipeline.permissions.settings': native(jobTokens),
  'pipeline.title': native(keyword('workflowname')),
  'pipeline.cancelSuperseded': setup(
    "Settings > CI/CD > General pipelines: keep 'Auto-cancel redundant pipelines' on",
    keyword('workflowauto_cancelon_new_commit'),
  ),
  'pipeline.raw': native(page('yaml/')),
} as const
