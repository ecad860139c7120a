import { type Cell, degraded, lowered, native, type Refine, setup } from '../../../src/vendor.ts'
import { pages } from './pages.ts'

const github = `${pages.contexts}#github-context`
const pushOnly: Refine = (_, { triggers }): Cell | undefined =>
  triggers.every((trigger) => trigger.kind === 'push' || trigger.kind === 'tag')
    ? undefined
    : degraded('it is empty in runs that no push started; git log -1 tells it after the checkout', github)
const inContainer: Refine = ({ job }): Cell | undefined =>
  job?.container ? lowered('a step sets it, since the expression holds the folder on the host', github) : undefined

/** Answers to values that are known only when the pipeline runs. */
export const valueCapabilities = {
  'value.secret': setup('add it under Settings, Secrets and variables, Actions', pages.secrets),
  'value.secret.file': setup(
    'add its content under Settings, Secrets and variables, Actions; a step puts it into a file',
    pages.secrets,
  ),
  'value.idToken': lowered('a step asks for the token', `${pages.oidc}#methods-for-requesting-the-oidc-token`),
  'value.repositoryToken': native(pages.token),
  'value.output': native(`${pages.contexts}#needs-context`),
  'value.matrix': native(`${pages.contexts}#matrix-context`),
  'value.input': native(`${pages.contexts}#inputs-context`),
  'value.payload': native(`${pages.events}#repository_dispatch`),
  'value.service': native(pages.services),
  'value.sha': native(github),
  'value.shortSha': lowered('a step cuts it from the commit', github),
  'value.branch': native(github),
  'value.tag': native(github),
  'value.event': native(github),
  'value.defaultBranch': native(github),
  'value.repository': native(github),
  'value.repositoryOwner': native(github),
  'value.repositoryName': native(github),
  'value.repositoryUrl': native(github),
  'value.actor': native(github),
  'value.commitMessage': native(github, pushOnly),
  'value.runId': native(github),
  'value.runNumber': native(github),
  'value.runAttempt': native(github),
  'value.runUrl': native(github),
  'value.job': native(github),
  'value.workspace': native(github, inContainer),
  'value.pullRequest.number': native(github),
  'value.pullRequest.title': native(github),
  'value.pullRequest.sourceBranch': native(github),
  'value.pullRequest.targetBranch': native(github),
  'value.pullRequest.headSha': native(github),
  'value.pullRequest.baseSha': native(github),
  'value.pullRequest.fork': native(github),
} as const
