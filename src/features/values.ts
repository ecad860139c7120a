import type { ContextName, Pipeline, Ref } from '../ir.ts'
import { type RefUse, refsOf } from '../refs.ts'
import { type Feature, rows } from './use.ts'

const found =
  (kind: string, holds: (ref: Ref) => boolean = () => true, detail?: (ref: Ref) => string): Feature['find'] =>
  (pipeline: Pipeline) => {
    const seen = new Set<string>()
    return (byKind(pipeline).get(kind) ?? []).flatMap(({ ref, job, origin }) => {
      if (!holds(ref)) return []
      const key = `${job?.id ?? ''} ${JSON.stringify(ref)}`
      if (seen.has(key)) return []
      seen.add(key)
      const subject = job === undefined ? 'the story' : `job '${job.id}'`
      const more = detail === undefined ? {} : { detail: detail(ref) }
      return [{ subject, origin, ...(job === undefined ? {} : { job }), ...more }]
    })
  }

// Some thirty rows ask for references: they are looked for once.
const kinds = new WeakMap<Pipeline, ReadonlyMap<string, readonly RefUse[]>>()
function byKind(pipeline: Pipeline): ReadonlyMap<string, readonly RefUse[]> {
  const known = kinds.get(pipeline)
  if (known !== undefined) return known
  const map = new Map<string, RefUse[]>()
  for (const use of refsOf(pipeline)) {
    const key = use.ref.ref === 'context' ? `context ${use.ref.name}` : use.ref.ref
    const list = map.get(key)
    if (list === undefined) map.set(key, [use])
    else list.push(use)
  }
  kinds.set(pipeline, map)
  return map
}

const context = (name: ContextName, title: string): Feature => ({
  title,
  find: found(`context ${name}`),
})
const named = (ref: Ref) => ('name' in ref ? ref.name : '')

/** Values that are known only when the pipeline runs. */
export const valueFeatures = rows({
  'value.secret': {
    title: 'secret',
    safety: true,
    find: found('secret', (ref) => ref.ref === 'secret' && !ref.file, named),
  },
  'value.secret.file': {
    title: 'secret in a file',
    safety: true,
    find: found('secret', (ref) => ref.ref === 'secret' && ref.file, named),
  },
  'value.idToken': {
    title: 'OIDC token',
    safety: true,
    find: found(
      'idToken',
      () => true,
      (ref) => (ref.ref === 'idToken' ? ref.audience : ''),
    ),
  },
  'value.repositoryToken': {
    title: 'token of the repository',
    safety: true,
    find: found('repositoryToken'),
  },
  'value.output': { title: 'output of a needed job', find: found('output') },
  'value.matrix': { title: 'value of the matrix', find: found('matrix') },
  'value.input': { title: 'value of an input', find: found('input') },
  'value.payload': { title: 'value of the API call', find: found('payload') },
  'value.service': { title: 'host and port of a service', find: found('service') },
  'value.sha': context('sha', 'id of the commit'),
  'value.shortSha': context('shortSha', 'short id of the commit'),
  'value.branch': context('branch', 'name of the branch'),
  'value.tag': context('tag', 'name of the tag'),
  'value.event': context('event', 'name of the event'),
  'value.defaultBranch': context('defaultBranch', 'name of the default branch'),
  'value.repository': context('repository', 'path of the repository'),
  'value.repositoryOwner': context('repositoryOwner', 'owner of the repository'),
  'value.repositoryName': context('repositoryName', 'name of the repository'),
  'value.repositoryUrl': context('repositoryUrl', 'address of the repository'),
  'value.actor': context('actor', 'person who started the run'),
  'value.commitMessage': context('commitMessage', 'message of the commit'),
  'value.runId': context('runId', 'id of the run'),
  'value.runNumber': context('runNumber', 'number of the run'),
  'value.runAttempt': context('runAttempt', 'number of the attempt'),
  'value.runUrl': context('runUrl', 'address of the run'),
  'value.job': context('job', 'name of the job'),
  'value.workspace': context('workspace', 'folder of the checkout'),
  'value.pullRequest.number': context('pullRequest.number', 'number of the pull request'),
  'value.pullRequest.title': context('pullRequest.title', 'title of the pull request'),
  'value.pullRequest.sourceBranch': context('pullRequest.sourceBranch', 'source branch of the pull request'),
  'value.pullRequest.targetBranch': context('pullRequest.targetBranch', 'target branch of the pull request'),
  'value.pullRequest.headSha': context('pullRequest.headSha', 'last commit of the pull request'),
  'value.pullRequest.baseSha': context('pullRequest.baseSha', 'base commit of the pull request'),
  'value.pullRequest.fork': context('pullRequest.fork', 'whether the pull request comes from a fork'),
})
