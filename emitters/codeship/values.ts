import { bug } from '../../src/bug.ts'
import type { Cell, ContextName, Job, Pipeline, Ref } from '../../src/ir.ts'
import { type Piece, textsIn } from '../../src/shell/pieces.ts'
import { constantOf, type Kind } from './conditions/fold.ts'
import { eventVariable } from './conditions/guard.ts'
import type { Flavor } from './flavor.ts'
import { fileVariable, outputVariable, tokenVariable } from './names.ts'

/** What the values of a script are looked up in. */
export interface Scope {
  readonly flavor: Flavor
  readonly pipeline: Pipeline
  readonly job: Job
  readonly cell: Cell
  /** What a build can be of where the job runs. */
  readonly kinds: readonly Kind[]
  /** The host name of each service of the job. */
  readonly hosts: ReadonlyMap<string, string>
}

/** The shell variable that holds the folder of the job's own copy of the sources. */
export const workspaceVariable = 'pipegen_workspace'

// https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/environment-variables
const variables: { readonly [N in ContextName]?: string } = {
  sha: 'CI_COMMIT_ID',
  repository: 'CI_REPO_NAME',
  actor: 'CI_COMMITTER_USERNAME',
  workspace: workspaceVariable,
  'pullRequest.number': 'CI_PR_NUMBER',
  'pullRequest.headSha': 'CI_COMMIT_ID',
}

/** Texts as pieces, as plain texts, as words of a shell, and in its double quotes. */
export const { piecesOf, plainText, shellValue, quoted } = textsIn(pieceOf)

/** Whether a text needs to know what a build is of. */
export function needsEvent(ref: Ref, scope: Pick<Scope, 'kinds' | 'pipeline'>): boolean {
  if (ref.ref !== 'context' || constantOf(ref, scope.kinds, scope.pipeline) !== undefined) return false
  return (
    scope.kinds.length > 1 &&
    ['event', 'branch', 'tag', 'pullRequest.fork', 'pullRequest.sourceBranch', 'pullRequest.headSha'].includes(ref.name)
  )
}

function pieceOf(ref: Ref, scope: Scope): Piece {
  const constant = constantOf(ref, scope.kinds, scope.pipeline)
  if (constant !== undefined) return constant
  switch (ref.ref) {
    case 'context':
      return contextPiece(ref.name, scope)
    case 'matrix':
      return scope.cell[ref.key] ?? ''
    case 'output':
      return { variable: outputVariable(ref.job, ref.name) }
    case 'secret':
      return { variable: ref.file ? fileVariable(ref.name) : ref.name }
    case 'service': {
      const service = scope.job.services.find((one) => one.id === ref.service)
      if (ref.field === 'port') return String(service?.port ?? bug(`no service '${ref.service}'`))
      return scope.hosts.get(ref.service) ?? ref.service
    }
    case 'repositoryToken':
      return { variable: tokenVariable }
    default:
      return ''
  }
}

function contextPiece(name: ContextName, { flavor, kinds, job }: Scope): Piece {
  const only = kinds.length === 1
  const where = (event: Kind, value: string): Piece =>
    only
      ? { shell: `$${value}` }
      : { shell: `$(if [ "$${eventVariable}" = ${event} ]; then printf %s "$${value}"; fi)` }
  const variable = variables[name]
  switch (name) {
    case 'event':
      return { variable: eventVariable }
    case 'branch':
      return only ? { variable: 'CI_BRANCH' } : where('push', 'CI_BRANCH')
    case 'tag':
      return only ? { variable: 'CI_BRANCH' } : where('tag', 'CI_BRANCH')
    case 'pullRequest.sourceBranch':
      return only ? { variable: 'CI_BRANCH' } : where('pullRequest', 'CI_BRANCH')
    case 'pullRequest.headSha':
      return only ? { variable: 'CI_COMMIT_ID' } : where('pullRequest', 'CI_COMMIT_ID')
    case 'pullRequest.fork':
      return { shell: `$(if [ "$${eventVariable}" = pullRequest ]; then printf false; fi)` }
    case 'shortSha':
      return { shell: '$(printf %.8s "$CI_COMMIT_ID")' }
    case 'repositoryOwner':
      return { shell: '${CI_REPO_NAME%%/*}' }
    case 'repositoryName':
      return { shell: '${CI_REPO_NAME##*/}' }
    case 'commitMessage':
      return { variable: flavor.images ? 'CI_COMMIT_MESSAGE' : 'CI_MESSAGE' }
    case 'runId':
      return { variable: flavor.images ? 'CI_BUILD_ID' : 'CI_BUILD_NUMBER' }
    case 'runNumber':
      return { variable: flavor.images ? 'CI_BUILD_ID' : 'CI_BUILD_NUMBER' }
    case 'runUrl':
      return flavor.images
        ? { shell: 'https://app.codeship.com/projects/${CI_PROJECT_ID}/builds/${CI_BUILD_ID}' }
        : { variable: 'CI_BUILD_URL' }
    case 'runAttempt':
      return '1'
    case 'job':
      return job.id
    default:
      return variable === undefined ? '' : { variable }
  }
}
