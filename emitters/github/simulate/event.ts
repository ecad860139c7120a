import type { PlanEvent, PlanPullRequest } from '../../../src/plan/event.ts'
import type { Contexts } from './expression.ts'

const head = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00'
const before = 'beef0000beef0000beef0000beef0000beef0000'
const none = '0'.repeat(40)

/** What an event is called in the file, and what it brings. */
export interface Happening {
  readonly name: string
  readonly ref: string
  /** The payload of the event. */
  readonly payload: Readonly<Record<string, unknown>>
  readonly headRef?: string
  readonly baseRef?: string
}

/**
 * The `github` context of a run.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context
 */
export function contextOf(event: PlanEvent, { name, ref, payload, headRef, baseRef }: Happening): Contexts {
  const [owner = ''] = event.repository.split('/')
  return {
    event_name: name,
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: false,
    head_ref: headRef ?? '',
    base_ref: baseRef ?? '',
    sha: head,
    repository: event.repository,
    repository_owner: owner,
    actor: event.actor,
    triggering_actor: event.actor,
    server_url: 'https://github.com',
    api_url: 'https://api.github.com',
    graphql_url: 'https://api.github.com/graphql',
    run_id: '1',
    run_number: '1',
    run_attempt: '1',
    event: payload,
  }
}

/** The payload of a push. */
export function pushPayload(event: PlanEvent, ref: string): Happening['payload'] {
  return {
    ...repositoryOf(event),
    ref,
    before: event.changed === null ? none : before,
    after: head,
    created: event.changed === null,
    deleted: false,
    forced: false,
    head_commit: { id: head, message: event.commitMessage },
    pusher: { name: event.actor },
  }
}

/** The payload of a pull request. */
export function pullPayload(event: PlanEvent, pull: PlanPullRequest, action: string): Happening['payload'] {
  const own = { full_name: event.repository, fork: false }
  const [owner = '', name = ''] = event.repository.split('/')
  return {
    ...repositoryOf(event),
    action,
    number: pull.number,
    pull_request: {
      number: pull.number,
      title: pull.title,
      draft: false,
      merged: false,
      labels: [],
      user: { login: event.actor },
      head: {
        ref: pull.sourceBranch,
        sha: head,
        repo: pull.fork ? { full_name: `fork-of-${owner}/${name}`, fork: true } : own,
      },
      base: { ref: pull.targetBranch, sha: before, repo: own },
    },
  }
}

/** What all payloads tell of the repository, but that of a schedule. */
export function repositoryOf(event: PlanEvent): Happening['payload'] {
  const [owner = '', name = ''] = event.repository.split('/')
  return {
    repository: { name, full_name: event.repository, owner: { login: owner }, default_branch: event.defaultBranch },
    sender: { login: event.actor },
  }
}
