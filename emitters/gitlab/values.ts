import { bug } from '../../src/bug.ts'
import type { ContextName, Job, Ref, Text } from '../../src/ir.ts'
import type { Names } from './names.ts'
import { insideQuotes } from './shell.ts'

/** What the values of a job are called in it. */
export interface Values {
  readonly names: Names
  readonly job: Job
  /** The variable of each axis of the matrix. */
  readonly axes: ReadonlyMap<string, string>
  /** The variable of each ID token, by audience. */
  readonly tokens: ReadonlyMap<string, string>
}

/** A value on GitLab: plain text, a variable, or a piece of shell that stands in double quotes. */
export type Piece = string | { readonly variable: string; readonly steady: boolean } | { readonly shell: string }

// Values of these are plain words and always there, so that GitLab can put them into other values unharmed.
const steady: { readonly [N in ContextName]?: string } = {
  sha: 'CI_COMMIT_SHA',
  shortSha: 'CI_COMMIT_SHORT_SHA',
  repository: 'CI_PROJECT_PATH',
  repositoryOwner: 'CI_PROJECT_NAMESPACE',
  repositoryName: 'CI_PROJECT_NAME',
  repositoryUrl: 'CI_PROJECT_URL',
  runId: 'CI_PIPELINE_ID',
  runNumber: 'CI_PIPELINE_IID',
  runUrl: 'CI_PIPELINE_URL',
  workspace: 'CI_PROJECT_DIR',
}

const loose: { readonly [N in ContextName]?: string } = {
  branch: 'CI_COMMIT_BRANCH',
  tag: 'CI_COMMIT_TAG',
  defaultBranch: 'CI_DEFAULT_BRANCH',
  actor: 'GITLAB_USER_LOGIN',
  commitMessage: 'CI_COMMIT_MESSAGE',
  'pullRequest.number': 'CI_MERGE_REQUEST_IID',
  'pullRequest.title': 'CI_MERGE_REQUEST_TITLE',
  'pullRequest.sourceBranch': 'CI_MERGE_REQUEST_SOURCE_BRANCH_NAME',
  'pullRequest.targetBranch': 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME',
  'pullRequest.baseSha': 'CI_MERGE_REQUEST_DIFF_BASE_SHA',
}

// Only merged results pipelines know the source branch's own commit; in others it is the commit of the pipeline:
// https://docs.gitlab.com/ci/variables/predefined_variables/#predefined-variables-for-merge-request-pipelines
const headSha = '${CI_MERGE_REQUEST_IID:+${CI_MERGE_REQUEST_SOURCE_BRANCH_SHA:-$CI_COMMIT_SHA}}'
const fork =
  '${CI_MERGE_REQUEST_IID:+$([ "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID" = "$CI_MERGE_REQUEST_PROJECT_ID" ] && echo false || echo true)}'

/** The variable of GitLab that holds a value of the event as it is; undefined: there is none. */
export function variableOfContext(ref: Ref): string | undefined {
  return ref.ref === 'context' ? (steady[ref.name] ?? loose[ref.name]) : undefined
}

/** A text in pieces. */
export function piecesOf(text: Text, values: Values): readonly Piece[] {
  return text.map((part) => (typeof part === 'string' ? part : pieceOf(part, values)))
}

/** A reference as a piece. */
export function pieceOf(ref: Ref, values: Values): Piece {
  switch (ref.ref) {
    case 'context':
      return contextPiece(ref.name, values)
    case 'matrix':
      return { variable: values.axes.get(ref.key) ?? ref.key, steady: true }
    case 'output':
      return { variable: values.names.output(ref.job, ref.name), steady: false }
    case 'secret':
      return { variable: ref.name, steady: false }
    case 'service': {
      const service = values.job.services.find((one) => one.id === ref.service)
      return ref.field === 'host' ? ref.service : String(service?.port ?? '')
    }
    case 'input':
      return { variable: values.names.input(ref.name), steady: false }
    case 'payload':
      return { variable: values.names.payload(ref.event, ref.key), steady: false }
    case 'idToken':
      return { variable: values.tokens.get(ref.audience) ?? bug(`no ID token for ${ref.audience}`), steady: false }
    case 'repositoryToken':
      return { variable: 'CI_JOB_TOKEN', steady: false }
  }
}

function contextPiece(name: ContextName, { names, job }: Values): Piece {
  const plain = steady[name]
  if (plain !== undefined) return { variable: plain, steady: true }
  const other = loose[name]
  if (other !== undefined) return { variable: other, steady: false }
  if (name === 'job') return job.id
  if (name === 'event') return { variable: names.event(), steady: true }
  if (name === 'pullRequest.headSha') return { shell: headSha }
  if (name === 'pullRequest.fork') return { shell: fork }
  return '1'
}

/** A text as one word of a shell, in double quotes where it holds a value. */
export function shellText(pieces: readonly Piece[]): string {
  return `"${withVariables(pieces, insideQuotes)}"`
}

/** A text for a keyword in which GitLab puts the values of variables: https://docs.gitlab.com/ci/variables/where_variables_can_be_used/ */
export function keywordText(text: Text, values: Values): string {
  return withVariables(piecesOf(text, values), (plain) => plain)
}

/** The text without values, undefined if it has any. */
export function plainText(pieces: readonly Piece[]): string | undefined {
  return pieces.every((piece): piece is string => typeof piece === 'string') ? pieces.join('') : undefined
}

/** A text with its variables written as `$NAME`, or `${NAME}` before a letter. */
export function withVariables(pieces: readonly Piece[], literal: (plain: string) => string): string {
  return pieces
    .map((piece, index) => {
      if (typeof piece === 'string') return literal(piece)
      if ('shell' in piece) return piece.shell
      const next = pieces[index + 1]
      return typeof next === 'string' && /^[A-Za-z0-9_]/.test(next) ? `\${${piece.variable}}` : `$${piece.variable}`
    })
    .join('')
}
