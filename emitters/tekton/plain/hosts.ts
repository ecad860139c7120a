/** What the web hook of a git host says of one kind of event, as expressions of CEL. */
export interface HookEvent {
  /** The type that the host gives in a header. */
  readonly type: string
  /** That it is such an event, and one that leaves something to run on. */
  readonly tests: readonly string[]
  /** The name that the filters of the trigger are about. */
  readonly filtered: string
  /** The names that people choose. */
  readonly chosen: readonly string[]
  /** The values of parameters; a path alone needs no expression. */
  readonly values: Readonly<Record<string, string>>
  /** Whether it comes from another repository. */
  readonly fork?: string
}

/** A git host whose web hooks the listener knows. */
export interface Host {
  /** The name of its interceptor, which holds the request against the secret. */
  readonly id: string
  readonly title: string
  readonly push: HookEvent
  readonly tag: HookEvent
  readonly pullRequest: HookEvent
}

const heads = 'refs/heads/'
const tags = 'refs/tags/'
const without = (prefix: string) => `body.ref.substring(${prefix.length})`
const begins = (prefix: string) => `body.ref.startsWith("${prefix}")`

const githubPush = {
  type: 'push',
  chosen: ['body.ref'],
  values: {
    revision: 'body.head_commit.id',
    'repo-url': 'body.repository.clone_url',
    before: 'body.before',
    sender: 'body.sender.login',
  },
}

/** @see https://docs.github.com/webhooks/webhook-events-and-payloads */
const github: Host = {
  id: 'github',
  title: 'GitHub',
  push: {
    ...githubPush,
    tests: [begins(heads), '!body.deleted'],
    filtered: without(heads),
    values: { ...githubPush.values, branch: without(heads), 'target-branch': without(heads) },
  },
  // An annotated tag is an object of its own: `after` names it, `head_commit` the commit.
  tag: {
    ...githubPush,
    tests: [begins(tags), '!body.deleted'],
    filtered: without(tags),
    values: { ...githubPush.values, tag: without(tags) },
  },
  pullRequest: {
    type: 'pull_request',
    tests: ['body.action in ["opened", "reopened", "synchronize"]'],
    filtered: 'body.pull_request.base.ref',
    chosen: ['body.pull_request.head.ref', 'body.pull_request.base.ref'],
    values: {
      revision: 'body.pull_request.head.sha',
      'repo-url': 'body.repository.clone_url',
      'source-url': 'body.pull_request.head.repo.clone_url',
      branch: 'body.pull_request.head.ref',
      'target-branch': 'body.pull_request.base.ref',
      'pull-request': 'body.number',
      sender: 'body.sender.login',
    },
    fork: 'body.pull_request.head.repo.full_name != body.repository.full_name',
  },
}

const gitlabPush = {
  chosen: ['body.ref'],
  values: {
    revision: 'body.checkout_sha',
    'repo-url': 'body.project.git_http_url',
    before: 'body.before',
    sender: 'body.user_username',
  },
}
const lives = '!body.after.matches("^0+$")'
const request = 'body.object_attributes'

/** @see https://docs.gitlab.com/user/project/integrations/webhook_events/ */
const gitlab: Host = {
  id: 'gitlab',
  title: 'GitLab',
  push: {
    ...gitlabPush,
    type: 'Push Hook',
    tests: [begins(heads), lives],
    filtered: without(heads),
    values: { ...gitlabPush.values, branch: without(heads), 'target-branch': without(heads) },
  },
  tag: {
    ...gitlabPush,
    type: 'Tag Push Hook',
    tests: [begins(tags), lives],
    filtered: without(tags),
    values: { ...gitlabPush.values, tag: without(tags) },
  },
  // An update without `oldrev` brings no commits: a new title, a label.
  pullRequest: {
    type: 'Merge Request Hook',
    tests: [`(${request}.action in ["open", "reopen"] || ${request}.action == "update" && has(${request}.oldrev))`],
    filtered: `${request}.target_branch`,
    chosen: [`${request}.source_branch`, `${request}.target_branch`],
    values: {
      revision: `${request}.last_commit.id`,
      'repo-url': `${request}.target.git_http_url`,
      'source-url': `${request}.source.git_http_url`,
      branch: `${request}.source_branch`,
      'target-branch': `${request}.target_branch`,
      'pull-request': `${request}.iid`,
      sender: 'body.user.username',
    },
    fork: `${request}.source_project_id != ${request}.target_project_id`,
  },
}

/** The git hosts whose web hooks start runs: each has a listener of its own, and a repository uses one of them. */
export const hosts: readonly Host[] = [github, gitlab]
