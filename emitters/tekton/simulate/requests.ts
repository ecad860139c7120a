import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Scope } from './expression.ts'
import { commits } from './facts.ts'

/** What a listener is sent. */
export interface Request {
  readonly header: Readonly<Record<string, string>>
  readonly body: Scope
}

/** What is sent for an event: by each of the hosts that a repository may stand on, or by whoever calls. */
export function requestsFor(event: PlanEvent): readonly Request[] {
  const { name, call } = event
  if (name === 'api')
    return [{ header: { 'X-Story-Token': 'token' }, body: { event: call?.event ?? '', payload: { ...call?.payload } } }]
  return name === 'push' || name === 'tag' || name === 'pullRequest' ? [fromGithub(event), fromGitlab(event)] : []
}

// https://docs.github.com/webhooks/webhook-events-and-payloads
function fromGithub(event: PlanEvent): Request {
  const { pullRequest } = event
  const [owner = '', name = ''] = event.repository.split('/')
  const repository = {
    name,
    owner: { name: owner, login: owner },
    full_name: event.repository,
    ssh_url: `git@github.com:${event.repository}.git`,
    clone_url: `https://github.com/${event.repository}.git`,
    html_url: `https://github.com/${event.repository}`,
    default_branch: event.defaultBranch,
  }
  const sender = { login: event.actor }
  if (pullRequest === null) {
    const head = { id: commits.head, message: event.commitMessage, author: { name: event.actor } }
    return {
      header: { 'X-GitHub-Event': 'push' },
      body: {
        ref: refOf(event),
        before: commits.before,
        after: commits.head,
        deleted: false,
        created: false,
        head_commit: head,
        pusher: { name: event.actor },
        repository,
        sender,
      },
    }
  }
  const { number, title, fork } = pullRequest
  const other = {
    ...repository,
    full_name: forked(event, fork),
    clone_url: `https://github.com/${forked(event, fork)}.git`,
  }
  const head = { ref: pullRequest.sourceBranch, sha: commits.head, repo: other }
  const base = { ref: pullRequest.targetBranch, sha: commits.before, repo: repository }
  return {
    header: { 'X-GitHub-Event': 'pull_request' },
    body: {
      action: 'synchronize',
      number,
      pull_request: { number, title, user: sender, head, base },
      repository,
      sender,
    },
  }
}

// https://docs.gitlab.com/user/project/integrations/webhook_events/
function fromGitlab(event: PlanEvent): Request {
  const { pullRequest } = event
  const project = {
    id: 1,
    name: event.repository.split('/').at(-1),
    path_with_namespace: event.repository,
    git_ssh_url: `git@gitlab.com:${event.repository}.git`,
    git_http_url: `https://gitlab.com/${event.repository}.git`,
    default_branch: event.defaultBranch,
  }
  if (pullRequest === null) {
    const kind = event.name === 'tag' ? 'tag_push' : 'push'
    return {
      header: { 'X-Gitlab-Event': event.name === 'tag' ? 'Tag Push Hook' : 'Push Hook' },
      body: {
        object_kind: kind,
        ref: refOf(event),
        before: commits.before,
        after: commits.head,
        checkout_sha: commits.head,
        user_username: event.actor,
        project,
      },
    }
  }
  const { number, title, fork } = pullRequest
  const source = { ...project, id: fork ? 2 : 1, git_http_url: `https://gitlab.com/${forked(event, fork)}.git` }
  return {
    header: { 'X-Gitlab-Event': 'Merge Request Hook' },
    body: {
      object_kind: 'merge_request',
      user: { username: event.actor },
      project,
      object_attributes: {
        iid: number,
        title,
        action: 'open',
        source_branch: pullRequest.sourceBranch,
        target_branch: pullRequest.targetBranch,
        source_project_id: source.id,
        target_project_id: project.id,
        last_commit: { id: commits.head, message: event.commitMessage },
        source,
        target: project,
      },
    },
  }
}

function refOf({ name, tag, branch }: PlanEvent): string {
  return name === 'tag' ? `refs/tags/${tag}` : `refs/heads/${branch}`
}

function forked({ repository }: PlanEvent, fork: boolean): string {
  return fork ? `somebody/${repository.slice(repository.lastIndexOf('/') + 1)}` : repository
}
