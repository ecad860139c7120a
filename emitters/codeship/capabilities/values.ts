import type { Pipeline } from '../../../src/ir.ts'
import { degraded, lowered, native, type Refine, refused, setup } from '../../../src/vendor.ts'
import { pushLike } from '../conditions/told.ts'
import { secretFile, serviceFile } from '../containers.ts'
import { docs } from '../docs.ts'
import { tokenVariable } from '../names.ts'

const encrypt = 'write it into a file NAME=value, encrypt that with `jet encrypt`, and commit what comes out'

const secret: Refine = ({ job, detail }, pipeline) => how(job, String(detail), pipeline, '')
const file: Refine = ({ job, detail }, pipeline) => how(job, String(detail), pipeline, ', the file in base64')

function how(job: Parameters<Refine>[0]['job'], name: string, pipeline: Pipeline, more: string) {
  if (job === undefined) return undefined
  const service = job.services.find((one) => one.env.some((entry) => entry.name === name))
  const files = [secretFile(job, pipeline), service === undefined ? undefined : serviceFile(service, job, pipeline)]
  const [path = 'codeship/env.encrypted'] = files.filter((one) => one !== undefined)
  return setup(
    `write ${name}=value${more} into a file that is not committed, then: jet encrypt FILE ${path}`,
    docs.secrets,
  )
}

const event: Refine = (_use, pipeline) =>
  pushLike(pipeline).length > 1 ? degraded('builds that the API starts are told as a push', docs.triggers) : undefined

/** Values that are known only when the pipeline runs. */
export const valueCapabilities = {
  'value.secret': setup(encrypt, docs.secrets, secret),
  'value.secret.file': setup(`${encrypt}; the file in base64`, docs.secrets, file),
  'value.idToken': refused('CodeShip gives no identity to a step: keep a key of your own as a secret', docs.secrets),
  'value.repositoryToken': setup(
    `make a token at the host of the repository, and keep it as the secret ${tokenVariable}`,
    docs.secrets,
  ),
  'value.output': lowered('a file in the folder that all steps of a build share', docs.volumes),
  'value.matrix': lowered('written out in the script of each cell', docs.steps),
  'value.input': lowered('its default: builds take no inputs', docs.api),
  'value.payload': lowered('empty: builds take no values', docs.api),
  'value.service': native(docs.services),
  'value.sha': native(docs.environment),
  'value.shortSha': lowered('cut from the commit', docs.environment),
  'value.branch': lowered('the name that branches and tags share, where the build is of a branch', docs.environment),
  'value.tag': lowered('the name that branches and tags share, where the build is of a tag', docs.environment),
  'value.event': lowered(
    'told by the number of the pull request and the description of the commit',
    docs.environment,
    event,
  ),
  'value.defaultBranch': lowered('as the story names it', docs.environment),
  'value.repository': native(docs.environment),
  'value.repositoryOwner': lowered('cut from the name of the repository', docs.environment),
  'value.repositoryName': lowered('cut from the name of the repository', docs.environment),
  'value.repositoryUrl': refused('CodeShip does not tell the address: write it out', docs.environment),
  'value.actor': degraded('who made the commit, not who started the build', docs.environment),
  'value.commitMessage': native(docs.environment),
  'value.runId': native(docs.environment),
  'value.runNumber': degraded('the id of the build, which is no number', docs.environment),
  'value.runAttempt': degraded('always 1: an attempt is a build of its own', docs.environment),
  'value.runUrl': lowered('put together from the ids of the project and the build', docs.environment),
  'value.job': lowered('written out', docs.steps),
  'value.workspace': lowered('the copy of the sources that the script makes', docs.volumes),
  'value.pullRequest.number': native(docs.environment),
  'value.pullRequest.title': refused('CodeShip does not tell the title: ask the repository for it', docs.environment),
  'value.pullRequest.sourceBranch': native(docs.environment),
  'value.pullRequest.targetBranch': refused('CodeShip does not tell the target of a pull request', docs.environment),
  'value.pullRequest.headSha': native(docs.environment),
  'value.pullRequest.baseSha': refused('CodeShip does not tell the target of a pull request', docs.environment),
  'value.pullRequest.fork': lowered('always false: pull requests from forks start nothing', docs.forks),
} as const
