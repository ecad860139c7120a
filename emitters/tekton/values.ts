import type { ContextName, Job, Pipeline, Ref } from '../../src/ir.ts'
import { label } from './names.ts'
import type { Run } from './runs.ts'

/** The folder of the sources. */
export const sourceFolder = '/workspace/source'

/** The folder that the steps of a job begin in. */
export function folderOf(job: Job): string {
  return job.checkout === null ? '/workspace' : sourceFolder
}

/** What a reference is in a run. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** A parameter of the run; what starts it gives the value. */
  | { readonly kind: 'param'; readonly name: string }
  /** A parameter of the task alone. */
  | { readonly kind: 'own'; readonly name: string; readonly value: string }
  | { readonly kind: 'matrix'; readonly name: string }
  | { readonly kind: 'secret'; readonly key: string; readonly secret: string; readonly fromForks: boolean }
  /** Computed by the script: `lines` come first, and read the parameters by the names of `needs`. */
  | {
      readonly kind: 'shell'
      readonly word: string
      readonly lines: readonly string[]
      readonly needs: readonly (readonly [variable: string, param: string])[]
    }

/** What the values of a job depend on. */
export interface Place {
  readonly pipeline: Pipeline
  readonly run: Run
  readonly job: Job
  /** The name of the task of a job; undefined: it has none in this run. */
  readonly taskOf: (job: string) => string | undefined
}

/** A reference, as this run has it. */
export function pieceOf(ref: Ref, place: Place): Piece {
  switch (ref.ref) {
    case 'context':
      return contextPiece(ref.name, place)
    case 'matrix':
      return { kind: 'matrix', name: matrixParam(ref.key) }
    case 'output': {
      const task = place.taskOf(ref.job)
      return task === undefined
        ? text('')
        : {
            kind: 'own',
            name: ownParam(`${task}-${ref.name}`, 'output'),
            value: `$(tasks.${task}.results.${ref.name})`,
          }
    }
    case 'secret':
      return ref.file ? text(`${secretFolder}/${ref.name}`) : { kind: 'secret', key: ref.name, ...secretSource(place) }
    case 'service':
      return text(
        ref.field === 'host'
          ? 'localhost'
          : String(place.job.services.find((one) => one.id === ref.service)?.port ?? ''),
      )
    case 'input':
      return inputPiece(ref.name, place)
    case 'payload':
      return place.run.trigger.kind === 'api' && place.run.trigger.event === ref.event
        ? param(`payload-${ref.key}`)
        : text('')
    case 'idToken':
      return shell(`"$(cat ${tokenFolder}/${label(ref.audience)})"`)
    default:
      return text('')
  }
}

/** Where files of secrets lie. */
export const secretFolder = '/etc/story-secrets'

/** Where the identity token of a job lies. */
export const tokenFolder = '/var/run/secrets/story-token'

/** Where the checkout leaves the message of the commit. */
export const messageFile = '/tekton/home/commit-message'

/** The Secret that holds what a story calls secrets, one key each. */
export function secretsOf(pipeline: Pipeline): string {
  return `${pipeline.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')}-secrets`
}

/**
 * Where secrets come from. A run of a pull request asks for another Secret if it comes from a fork, one that does not
 * exist: nobody's secrets go to foreign code, also not after `/ok-to-test`.
 */
export function secretSource({ pipeline, run }: Pick<Place, 'pipeline' | 'run'>): {
  readonly secret: string
  readonly fromForks: boolean
} {
  const fromForks = run.event === 'pullRequest'
  return { secret: fromForks ? 'secrets' : secretsOf(pipeline), fromForks }
}

/** The parameter of a matrix value; it stands beside those of the run and must not hide them. */
export function matrixParam(key: string): string {
  return ownParam(key, 'matrix')
}

function ownParam(name: string, from: string): string {
  const lower = name.toLowerCase()
  const taken =
    Object.hasOwn(templates, lower) || ['secrets', 'run-id'].includes(lower) || /^(input|payload)-/.test(lower)
  return taken ? `${from}-${name}` : name
}

/** What Pipelines-as-Code puts for the parameters of a run. */
export const templates: Readonly<Record<string, string>> = {
  revision: '{{ revision }}',
  'repo-url': '{{ repo_url }}',
  'source-url': '{{ source_url }}',
  branch: '{{ source_branch }}',
  'target-branch': '{{ target_branch }}',
  tag: '{{ git_tag }}',
  'pull-request': '{{ pull_request_number }}',
  'from-pull-request': '{{ cel: pull_request_number != "" }}',
  fork: '{{ cel: source_url != repo_url }}',
  sender: '{{ sender }}',
  before: '{{ body.before }}',
}

function contextPiece(name: ContextName, { pipeline, run, job }: Place): Piece {
  const onPull = (piece: Piece): Piece => (run.event === 'pullRequest' ? piece : text(''))
  switch (name) {
    case 'sha':
      return param('revision')
    case 'shortSha':
      return shell('"$(printf %.8s "$PIPEGEN_REVISION")"', [], [['PIPEGEN_REVISION', 'revision']])
    case 'branch':
      return run.event === 'tag' || run.event === 'pullRequest' ? text('') : param('branch')
    case 'tag':
      return run.event === 'tag' ? param('tag') : text('')
    case 'event':
      return text(run.event)
    case 'defaultBranch':
      return text(pipeline.defaultBranch)
    case 'repository':
      return shell('"$repository"', repositoryLines, repositoryNeeds)
    case 'repositoryOwner':
      return shell(`"\${repository%/*}"`, repositoryLines, repositoryNeeds)
    case 'repositoryName':
      return shell(`"\${repository##*/}"`, repositoryLines, repositoryNeeds)
    case 'repositoryUrl':
      return param('repo-url')
    case 'actor':
      return param('sender')
    case 'commitMessage':
      return shell(`"$(cat ${messageFile})"`)
    case 'runId':
      return { kind: 'own', name: 'run-id', value: '$(context.pipelineRun.uid)' }
    case 'runAttempt':
      return text('1')
    case 'job':
      return text(job.id)
    case 'workspace':
      return text(folderOf(job))
    case 'pullRequest.number':
      return onPull(param('pull-request'))
    case 'pullRequest.sourceBranch':
      return onPull(param('branch'))
    case 'pullRequest.targetBranch':
      return onPull(param('target-branch'))
    case 'pullRequest.headSha':
      return onPull(param('revision'))
    case 'pullRequest.fork':
      return onPull(param('fork'))
    default:
      return text('')
  }
}

// Pipelines-as-Code has owner and name in lower case only; the address keeps them.
// The address of a clone ends with `.git`, that of a page does not.
const repositoryLines = [`repository=\${PIPEGEN_REPO_URL#*://*/}`, `repository=\${repository%.git}`]
const repositoryNeeds = [['PIPEGEN_REPO_URL', 'repo-url']] as const

function inputPiece(name: string, { pipeline, run }: Place): Piece {
  if (run.event === 'manual') return param(`input-${name}`)
  for (const trigger of pipeline.triggers) {
    const input = trigger.kind === 'manual' ? trigger.inputs.find((one) => one.name === name) : undefined
    if (input !== undefined) return text(input.default)
  }
  return text('')
}

function text(value: string): Piece {
  return { kind: 'text', text: value }
}

function param(name: string): Piece {
  return { kind: 'param', name }
}

function shell(word: string, lines: readonly string[] = [], needs: readonly (readonly [string, string])[] = []): Piece {
  return { kind: 'shell', word, lines, needs }
}
