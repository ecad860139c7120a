import { bug } from '../../src/bug.ts'
import type { Cell, ContextName, Job, Ref, Text } from '../../src/ir.ts'
import { joined, type Piece, textsIn } from '../../src/shell/pieces.ts'
import { constantOf } from './conditions/fold.ts'
import { fileVariable, idTokenVariable, tokenVariable } from './names.ts'
import type { Start } from './start.ts'

/** What the values of a step are looked up in. */
export interface Scope {
  readonly start: Start
  readonly job: Job
  readonly cell: Cell
  /** Whether git and the sources are there for the script to ask. */
  readonly git: boolean
}

/** Services are reached at the step's own address, where `localhost` would make some clients look for a socket file. */
export const serviceHost = '127.0.0.1'

/** The variables that hold what a story asks of a run: https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/ */
export const variables: { readonly [N in ContextName]?: string } = {
  branch: 'BITBUCKET_BRANCH',
  tag: 'BITBUCKET_TAG',
  repository: 'BITBUCKET_REPO_FULL_NAME',
  repositoryOwner: 'BITBUCKET_WORKSPACE',
  repositoryName: 'BITBUCKET_REPO_SLUG',
  repositoryUrl: 'BITBUCKET_GIT_HTTP_ORIGIN',
  actor: 'BITBUCKET_STEP_TRIGGERER_UUID',
  runId: 'BITBUCKET_PIPELINE_UUID',
  runNumber: 'BITBUCKET_BUILD_NUMBER',
  workspace: 'BITBUCKET_CLONE_DIR',
  'pullRequest.number': 'BITBUCKET_PR_ID',
  'pullRequest.sourceBranch': 'BITBUCKET_BRANCH',
  'pullRequest.targetBranch': 'BITBUCKET_PR_DESTINATION_BRANCH',
}

/** Texts as pieces, as plain texts, as words of a shell, and in its double quotes. */
export const { piecesOf, plainText, shellValue, quoted } = textsIn(pieceOf)

/** A text for a field in which Bitbucket itself puts the values of variables; undefined where that needs a shell. */
export function fieldValue(text: Text, scope: Scope): string | undefined {
  const pieces = piecesOf(text, scope)
  return pieces.some((piece) => typeof piece === 'object' && 'shell' in piece)
    ? undefined
    : joined(pieces, (plain) => plain)
}

function pieceOf(ref: Ref, scope: Scope): Piece {
  const constant = constantOf(ref, scope.start)
  if (constant !== undefined) return constant
  const { names } = scope.start
  switch (ref.ref) {
    case 'context':
      return contextPiece(ref.name, scope)
    case 'matrix':
      return scope.cell[ref.key] ?? ''
    case 'output':
      return { variable: names.output(ref.job, ref.name) }
    case 'secret':
      return { variable: ref.file ? fileVariable(ref.name) : ref.name }
    case 'service': {
      const service = scope.job.services.find((one) => one.id === ref.service)
      return ref.field === 'host' ? serviceHost : String(service?.port ?? bug(`no service '${ref.service}'`))
    }
    case 'input':
      return { variable: names.input(ref.name) }
    case 'payload':
      return { variable: names.payload(ref.event, ref.key) }
    case 'idToken':
      return { variable: idTokenVariable }
    case 'repositoryToken':
      return { variable: tokenVariable }
  }
}

function contextPiece(name: ContextName, scope: Scope): Piece {
  const { start, job, git } = scope
  const variable = variables[name]
  if (variable !== undefined) return { variable }
  // On pull requests Bitbucket gives the first twelve digits alone.
  const short = start.of === 'pullRequest' && git
  const full = (commit: string): Piece => (short ? { shell: `$(git rev-parse "$${commit}")` } : { variable: commit })
  switch (name) {
    case 'sha':
    case 'pullRequest.headSha':
      return full('BITBUCKET_COMMIT')
    case 'pullRequest.baseSha':
      return full('BITBUCKET_PR_DESTINATION_COMMIT')
    case 'shortSha':
      return { shell: '$(printf %.8s "$BITBUCKET_COMMIT")' }
    case 'commitMessage':
      return { shell: '$(git log -1 --format=%B "$BITBUCKET_COMMIT")' }
    case 'runUrl':
      return { shell: '${BITBUCKET_GIT_HTTP_ORIGIN}/addon/pipelines/home#!/results/${BITBUCKET_BUILD_NUMBER}' }
    case 'runAttempt':
      return { shell: '${BITBUCKET_STEP_RUN_NUMBER:-1}' }
    case 'job':
      return job.id
    default:
      return ''
  }
}
