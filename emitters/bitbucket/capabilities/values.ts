import type { Use } from '../../../src/features.ts'
import { degraded, lowered, native, type Refine, refused, setup } from '../../../src/vendor.ts'
import { docs } from '../docs.ts'
import { idTokenVariable, tokenVariable } from '../names.ts'
import { hasGit } from '../tools.ts'

const git: Refine = ({ job }) => {
  if (job === undefined) return undefined
  if (job.checkout === null) return refused('the step has no sources to ask git for it', docs.variables)
  return hasGit(job) ? undefined : lowered('asked of git, which the image must have', docs.variables)
}

const secret: Refine = ({ detail, job }) =>
  setup(`${place(String(detail), job)}; steps fail without it`, docs.variables)
const file: Refine = ({ detail, job }) =>
  setup(`${place(String(detail), job)}, with the file in base64; steps fail without it`, docs.variables)

// A variable of the repository is there in every step; one of an environment in its deployments alone.
function place(name: string, job: Use['job']): string {
  const where = 'under Repository settings > Repository variables'
  return job?.environment == null
    ? `create the secured variable ${name} ${where}, where every step can read it`
    : `create the secured variable ${name} for its environment under Repository settings > Deployments, or for every step ${where}`
}

/** Values that are known only when the pipeline runs. */
export const valueCapabilities = {
  'value.secret': setup(
    'create a secured variable under Repository settings > Repository variables',
    docs.variables,
    secret,
  ),
  'value.secret.file': setup('create a secured variable with the file in base64', docs.variables, file),
  'value.idToken': setup(
    `the token in ${idTokenVariable} has the audience that Repository settings > OpenID Connect shows: let the other side trust that one`,
    docs.oidc,
  ),
  'value.repositoryToken': setup(
    `make a repository access token, and keep it in the secured variable ${tokenVariable}`,
    docs.tokens,
  ),
  'value.output': lowered('an output variable, as base64', docs.outputs),
  'value.matrix': lowered('written out in each parallel step', docs.parallel),
  'value.input': native(docs.starts),
  'value.payload': native(docs.starts),
  'value.service': native(docs.services),
  'value.sha': native(docs.variables),
  'value.shortSha': lowered('cut from the commit', docs.variables),
  'value.branch': native(docs.variables),
  'value.tag': native(docs.variables),
  'value.event': lowered('known from the pipeline that the step stands in', docs.starts),
  'value.defaultBranch': lowered('as the story names it', docs.variables),
  'value.repository': native(docs.variables),
  'value.repositoryOwner': native(docs.variables),
  'value.repositoryName': native(docs.variables),
  'value.repositoryUrl': native(docs.variables),
  'value.actor': degraded('the id of the person, not the name', docs.variables),
  'value.commitMessage': lowered('asked of git', docs.variables, git),
  'value.runId': native(docs.variables),
  'value.runNumber': native(docs.variables),
  'value.runAttempt': native(docs.variables),
  'value.runUrl': lowered('put together from the address of the repository and the number of the run', docs.variables),
  'value.job': lowered('written out', docs.steps),
  'value.workspace': native(docs.variables),
  'value.pullRequest.number': native(docs.variables),
  'value.pullRequest.title': refused('Bitbucket tells no title: ask its API for it in the step', docs.variables),
  'value.pullRequest.sourceBranch': native(docs.variables),
  'value.pullRequest.targetBranch': native(docs.variables),
  'value.pullRequest.headSha': native(docs.variables),
  'value.pullRequest.baseSha': native(docs.variables),
  'value.pullRequest.fork': lowered('always false: pull requests from forks start nothing', docs.starts),
} as const
