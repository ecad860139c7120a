import type { FeatureId } from '../../../src/features.ts'
import { type Cell, degraded, lowered, native, refused, setup } from '../../../src/vendor.ts'
import { stops } from '../tell.ts'
import { docs } from './docs.ts'
import { hasNeighbour, whyNotLast } from './relations.ts'

const last = 'runs when all other jobs have ended'
const token = 'no job has a token of the repository; give it one as a secret'

/** Cells about order, failure and what a job may do. */
export const jobCells = {
  stage: native(docs.order),
  'job.needs': native(docs.order, (use, pipeline) =>
    hasNeighbour(use, pipeline) ? lowered(stops, docs.order) : undefined,
  ),
  'job.needs.optional': lowered('a skipped task stops none of those after it', docs.when),
  'job.name': native(docs.pipelines),
  'job.onFailure': lowered(last, docs.finally, ({ job }, pipeline) => {
    const why = job === undefined ? undefined : whyNotLast(job, pipeline)
    return why === undefined ? undefined : refused(why, docs.finally)
  }),
  'job.always': lowered(last, docs.finally, ({ job }, pipeline) => {
    const why = job === undefined ? undefined : whyNotLast(job, pipeline)
    return why === undefined ? undefined : refused(why, docs.finally)
  }),
  'job.matrix': native(docs.matrix),
  'job.matrix.exclude': lowered('written row by row', docs.matrix),
  'job.matrix.include': lowered('written row by row', docs.matrix),
  'job.matrix.failFast': refused('nothing cancels the other runs of a task: leave failFast out', docs.matrix),
  'job.matrix.maxParallel': degraded('all runs of the task start at once', docs.matrix),
  'job.timeout': native(docs.timeouts),
  'job.retry': native(docs.retries, ({ job }) =>
    job?.allowFailure === true
      ? refused('a task that may fail is not tried again: give its steps a retry instead', docs.onError)
      : undefined,
  ),
  'job.allowFailure': native(docs.onError),
  'job.lock': setup(
    'let the service account create, get and update leases, and get task runs; the job waits until the task run that holds the Lease has ended',
    docs.leases,
  ),
  'job.outputs': native(docs.results),
  'job.permissions': lowered(token, docs.privates, ({ job }) =>
    job?.checkout?.credentials === true
      ? refused(
          'the credentials of Pipelines-as-Code cannot be narrowed: leave checkout.credentials out',
          docs.privates,
        )
      : undefined,
  ),
  'pipeline.permissions': lowered(token, docs.privates, (_, pipeline) =>
    pipeline.jobs.some(({ checkout }) => checkout?.credentials === true)
      ? refused(
          'the credentials of Pipelines-as-Code cannot be narrowed: leave checkout.credentials out',
          docs.privates,
        )
      : undefined,
  ),
  'job.environment': lowered('only its name is known, to approvals and locks', docs.approvals),
  'job.environment.url': degraded('the address is shown nowhere', docs.approvals),
  'job.environment.exclusive': setup(
    'let the service account create, get and update leases, and get task runs; a deployment waits until the task run that holds the Lease has ended',
    docs.leases,
  ),
  'job.environment.approval': setup(
    'install the manual approval gate, and put who may agree into the group named after the environment, with -approvers behind it',
    docs.approvals,
  ),
  'job.raw': native(docs.pipelines),
  'pipeline.raw': native(docs.pipelines),
  'pipeline.env': lowered('repeated in each task', docs.tasks),
  'pipeline.permissions.settings': native(docs.privates),
  'pipeline.title': native(docs.pipelines),
  'pipeline.cancelSuperseded': native(docs.running),
} as const satisfies Partial<Record<FeatureId, Cell>>
