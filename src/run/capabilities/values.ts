import type { FeatureId } from '../../features.ts'
import { type Cell, degraded, lowered, native, setup } from '../../vendor.ts'
import { page } from './page.ts'

const git = lowered('as git knows it here', page)
const secret = setup('give it in the environment, or in a file: --secrets FILE; without it the job does not run', page)

/** Cells about values that are known only when the pipeline runs. */
export const valueCells = {
  'value.secret': secret,
  'value.secret.file': secret,
  'value.idToken': setup('give one in PIPEGEN_ID_TOKEN; without it the job does not run', page),
  'value.repositoryToken': setup('give one in PIPEGEN_REPOSITORY_TOKEN; without it the job does not run', page),
  'value.output': native(page),
  'value.matrix': native(page),
  'value.input': native(page),
  'value.payload': native(page),
  'value.service': native(page),
  'value.sha': git,
  'value.shortSha': git,
  'value.branch': native(page),
  'value.tag': native(page),
  'value.event': native(page),
  'value.defaultBranch': native(page),
  'value.repository': git,
  'value.repositoryOwner': git,
  'value.repositoryName': git,
  'value.repositoryUrl': git,
  'value.actor': lowered('the name of git, or of the user of this machine', page),
  'value.commitMessage': git,
  'value.runId': lowered('the time that the run began', page),
  'value.runNumber': degraded('it is always 1: nobody counts the runs of a machine', page),
  'value.runAttempt': native(page),
  'value.runUrl': degraded('it is empty: a run here has no page', page),
  'value.job': native(page),
  'value.workspace': native(page),
  'value.pullRequest.number': lowered('always 1', page),
  'value.pullRequest.title': git,
  'value.pullRequest.sourceBranch': native(page),
  'value.pullRequest.targetBranch': native(page),
  'value.pullRequest.headSha': git,
  'value.pullRequest.baseSha': degraded('it is empty', page),
  'value.pullRequest.fork': native(page),
} as const satisfies Partial<Record<FeatureId, Cell>>
