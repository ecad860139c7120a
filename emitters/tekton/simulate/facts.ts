import type { PlanEvent } from '../../../src/plan/event.ts'

/** What Pipelines-as-Code knows of an event, by the names that it has for it. */
export type Facts = ReadonlyMap<string, string>

const host = 'https://git.example.com'

/** Commits that a plan does not know. */
export const commits = { head: '1'.repeat(40), before: '2'.repeat(40) } as const

/**
 * What Pipelines-as-Code tells of an event. Names of branches come without `refs/heads/`, those of tags with
 * `refs/tags/`; a push has one name for both ends.
 *
 * @see https://pipelinesascode.com/docs/guides/creating-pipelines/
 */
export function factsOf(event: PlanEvent): Facts {
  const { pullRequest, repository, name } = event
  const slash = repository.lastIndexOf('/')
  const url = `${host}/${repository}`
  const branch = name === 'tag' ? `refs/tags/${event.tag}` : event.branch
  return new Map([
    ['event', name === 'pullRequest' ? 'pull_request' : name === 'push' || name === 'tag' ? 'push' : 'incoming'],
    ['event_type', name === 'pullRequest' ? 'pull_request' : name === 'push' || name === 'tag' ? 'push' : 'incoming'],
    ['event_title', pullRequest?.title ?? event.commitMessage],
    ['target_branch', pullRequest?.targetBranch ?? branch],
    ['source_branch', pullRequest?.sourceBranch ?? branch],
    ['git_tag', event.tag],
    ['pull_request_number', pullRequest === null ? '' : String(pullRequest.number)],
    ['pull_request_labels', ''],
    ['trigger_comment', ''],
    ['repo_url', url],
    ['target_url', url],
    ['source_url', pullRequest?.fork ? `${host}/somebody/${repository.slice(slash + 1)}` : url],
    ['repo_owner', repository.slice(0, slash).toLowerCase()],
    ['repo_name', repository.slice(slash + 1).toLowerCase()],
    ['sender', event.actor],
    ['revision', commits.head],
    ['target_namespace', 'pipelines'],
    ['git_auth_secret', 'git-auth'],
  ])
}
