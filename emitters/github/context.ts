import { bug } from '../../src/bug.ts'
import type { ContextName } from '../../src/ir.ts'
import { type Expression, quote } from './expression.ts'
import { inJob, type Scene } from './scene.ts'

const pull = 'github.event.pull_request'

/** Whether a run is of a fork: a repository that is a fork itself has pull requests of its own too. */
export const ofFork: Expression = `${pull}.head.repo.full_name != github.repository`

const plain: Partial<Record<ContextName, Expression>> = {
  repository: 'github.repository',
  repositoryOwner: 'github.repository_owner',
  repositoryName: 'github.event.repository.name',
  repositoryUrl: "format('{0}/{1}', github.server_url, github.repository)",
  actor: 'github.actor',
  commitMessage: 'github.event.head_commit.message',
  runId: 'github.run_id',
  runNumber: 'github.run_number',
  runAttempt: 'github.run_attempt',
  runUrl: "format('{0}/{1}/actions/runs/{2}', github.server_url, github.repository, github.run_id)",
  workspace: 'github.workspace',
  'pullRequest.number': `${pull}.number`,
  'pullRequest.title': `${pull}.title`,
  'pullRequest.sourceBranch': 'github.head_ref',
  'pullRequest.targetBranch': 'github.base_ref',
  'pullRequest.headSha': `${pull}.head.sha`,
  'pullRequest.baseSha': `${pull}.base.sha`,
}

/**
 * A value of the event as an expression; it is empty where the event does not have it.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context
 */
export function contextExpression(name: ContextName, scene: Scene): Expression {
  const { kinds, pipeline } = scene
  const known = plain[name]
  if (known !== undefined) return known
  switch (name) {
    case 'sha':
      return shaOf(scene)
    case 'branch':
      return refName('refs/heads/', ['push', 'schedule'], scene)
    case 'tag':
      return refName('refs/tags/', ['tag'], scene)
    case 'event':
      return eventName(scene)
    case 'defaultBranch':
      return quote(pipeline.defaultBranch)
    case 'job':
      return quote(inJob(scene) ? scene.job.id : '')
    case 'pullRequest.fork':
      if (!kinds.has('pullRequest')) return "''"
      return kinds.size === 1
        ? `format('{0}', ${ofFork})`
        : `github.event_name == 'pull_request' && format('{0}', ${ofFork}) || ''`
    default:
      return bug(`no expression for the value '${name}'`)
  }
}

// On a pull request the commit of the run is a merge that nobody pushed.
function shaOf(scene: Scene): Expression {
  const merged = inJob(scene) && scene.job.checkout?.pullRequest === 'merge'
  if (!scene.kinds.has('pullRequest') || merged) return 'github.sha'
  return scene.kinds.size === 1 ? `${pull}.head.sha` : `${pull}.head.sha || github.sha`
}

// On a pull request the name is `12/merge`; a start by hand or by the API is of a branch or of a tag.
function refName(prefix: string, sure: readonly string[], { kinds }: Scene): Expression {
  const all = [...kinds]
  if (all.every((kind) => sure.includes(kind))) return 'github.ref_name'
  if (!all.some((kind) => sure.includes(kind) || kind === 'manual' || kind === 'api')) return "''"
  return `startsWith(github.ref, '${prefix}') && github.ref_name || ''`
}

const events = { pull_request: 'pullRequest', workflow_dispatch: 'manual', repository_dispatch: 'api' } as const

function eventName({ kinds }: Scene): Expression {
  const renamed = Object.entries(events)
    .filter(([, kind]) => kinds.has(kind))
    .map(([theirs, ours]) => `github.event_name == '${theirs}' && '${ours}'`)
  const tag = !kinds.has('tag') ? [] : [`github.event_name == 'push' && startsWith(github.ref, 'refs/tags/') && 'tag'`]
  return [...renamed, ...tag, 'github.event_name'].join(' || ')
}
