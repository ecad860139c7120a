import type { FeatureId } from '../../features.ts'
import { type Cell, degraded, lowered, native, refused, setup } from '../../vendor.ts'
import { page } from './page.ts'

const alone = setup('on this machine it holds across runs; see that nothing else does the same elsewhere', page)
const token = setup('the token that you give in PIPEGEN_REPOSITORY_TOKEN has the rights that you gave it', page)

/** Cells about order, failure and what a job may do. */
export const jobCells = {
  stage: native(page),
  'job.needs': native(page),
  'job.needs.optional': native(page),
  'job.name': lowered('jobs are shown by their keys, which are what the command line takes', page),
  'job.onFailure': native(page),
  'job.always': native(page),
  'job.when.event': native(page),
  'job.when.schedule': native(page),
  'job.when.branch': native(page),
  'job.when.tag': native(page),
  'job.when.targetBranch': native(page),
  'job.when.changed': native(page),
  'job.when.fork': native(page),
  'job.when.input': native(page),
  'job.when.payload': native(page),
  'job.when.matrix': native(page),
  'job.when.output': native(page),
  'job.when.context': native(page),
  'job.when.vendor': refused('it is a condition of a vendor: write one that the story knows', page),
  'job.matrix': native(page),
  'job.matrix.exclude': native(page),
  'job.matrix.include': native(page),
  'job.matrix.failFast': native(page),
  'job.matrix.maxParallel': native(page),
  'job.timeout': native(page),
  'job.retry': native(page),
  'job.allowFailure': native(page),
  'job.lock': alone,
  'job.outputs': native(page),
  'job.permissions': token,
  'job.environment': lowered('it runs where it is asked for: --deploy NAME', page),
  'job.environment.url': degraded('the address is shown nowhere', page),
  'job.environment.exclusive': alone,
  'job.environment.approval': lowered('asked on the terminal, or agreed to by --approve NAME', page),
  'job.raw': lowered("it changes a vendor's file, of which there is none", page),
  'pipeline.raw': lowered("it changes a vendor's file, of which there is none", page),
  'pipeline.env': native(page),
  'pipeline.permissions': token,
  'pipeline.permissions.settings': token,
  'pipeline.title': native(page),
  'pipeline.cancelSuperseded': setup('end the older run yourself, with Ctrl-C', page),
} as const satisfies Partial<Record<FeatureId, Cell>>
