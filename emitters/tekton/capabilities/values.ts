import type { FeatureId, Use } from '../../../src/features.ts'
import type { Pipeline } from '../../../src/ir.ts'
import { refsOfJob } from '../../../src/refs.ts'
import { type Cell, degraded, lowered, native, refused, setup } from '../../../src/vendor.ts'
import { secretsOf } from '../values.ts'
import { docs } from './docs.ts'
import { skippedBehind } from './missing-results.ts'

const secret = 'make the Secret named after the story, with -secrets behind it, and in it a key of this name'
const named = ({ detail }: Use, pipeline: Pipeline): Cell =>
  setup(
    `make the Secret ${secretsOf(pipeline)}, and in it the key ${detail ?? ''}; pull requests from forks do not see it`,
    docs.secrets,
  )

// A result that was never written ends the run; a skipped task writes none.
const output = ({ job, origin }: Use, pipeline: Pipeline): Cell | undefined => {
  const ref =
    job === undefined ? undefined : refsOfJob(job).find((use) => use.ref.ref === 'output' && use.origin === origin)?.ref
  const need = job?.needs.find((one) => ref?.ref === 'output' && one.job === ref.job)
  const behind = job === undefined ? undefined : skippedBehind(job.id, pipeline)
  if (need?.optional !== true)
    return behind === undefined
      ? undefined
      : refused(
          `where the other job is skipped, its output is missing, and Tekton skips all that comes after this job, so '${behind}' too: hand the value over by an artifact, or let '${behind}' need the other job as well`,
          docs.results,
        )
  const other = pipeline.jobs.find(({ id }) => id === need.job)
  return other !== undefined && 'test' in other.condition && other.condition.test === 'true' && other.needs.length === 0
    ? undefined
    : refused('a job whose output is missing would be skipped: need the other job without optional()', docs.results)
}

/** Cells about values that are known only when the pipeline runs. */
export const valueCells = {
  'value.secret': setup(secret, docs.secrets, named),
  'value.secret.file': setup(secret, docs.secrets, named),
  'value.idToken': lowered(
    'a token of the service account for the audience; its subject names the account',
    docs.tokens,
  ),
  'value.repositoryToken': refused(
    'give the job a token as a secret: that of Pipelines-as-Code cannot be narrowed',
    docs.privates,
  ),
  'value.output': native(docs.results, output),
  'value.matrix': native(docs.matrix),
  'value.input': native(docs.incoming),
  'value.payload': native(docs.incoming),
  'value.service': native(docs.sidecars),
  'value.sha': native(docs.variables),
  'value.shortSha': lowered('cut by the script', docs.variables),
  'value.branch': native(docs.variables),
  'value.tag': native(docs.variables),
  'value.event': lowered('each event has a run of its own', docs.variables),
  'value.defaultBranch': lowered('the one that the story names', docs.variables),
  'value.repository': lowered('the path of its address', docs.variables),
  'value.repositoryOwner': lowered('from the path of its address', docs.variables),
  'value.repositoryName': lowered('from the path of its address', docs.variables),
  'value.repositoryUrl': native(docs.variables),
  'value.actor': degraded('the name is in lower case', docs.variables),
  'value.commitMessage': lowered('asked of git by the checkout', docs.variables, ({ job }) =>
    job?.checkout === null
      ? refused('a job without the sources does not know it: let it check out', docs.variables)
      : undefined,
  ),
  'value.runId': native(docs.substitutions),
  'value.runNumber': refused('runs are not counted: use ctx.runId', docs.substitutions),
  'value.runAttempt': lowered('always 1: a run that is started again is a new one', docs.running),
  'value.runUrl': refused('the address is known outside of the run alone: leave it out', docs.running),
  'value.job': native(docs.substitutions),
  'value.workspace': native(docs.tasks),
  'value.pullRequest.number': native(docs.variables),
  'value.pullRequest.title': refused('foreign text would be pasted into the file: leave it out', docs.variables),
  'value.pullRequest.sourceBranch': native(docs.variables),
  'value.pullRequest.targetBranch': native(docs.variables),
  'value.pullRequest.headSha': native(docs.variables),
  'value.pullRequest.baseSha': refused('it is not known on all hosts: compare with the target branch', docs.variables),
  'value.pullRequest.fork': lowered('a comparison of the two addresses', docs.variables),
} as const satisfies Partial<Record<FeatureId, Cell>>
