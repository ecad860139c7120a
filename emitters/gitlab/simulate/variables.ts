import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, textOf } from '../../../src/yaml/look.ts'

/** A variable as it was written: its text, and whether variables in it are put in. */
export interface Variable {
  readonly text: string
  readonly expand: boolean
}

/** Variables by name; a later one of the same name wins. */
export type Variables = ReadonlyMap<string, Variable>

const commit = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00'
const before = 'beef0000beef0000beef0000beef0000beef0000'

/**
 * The variables that GitLab sets before it makes jobs. A merge request of a fork counts as one whose pipeline runs in
 * the parent project.
 *
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export function predefined(event: PlanEvent): Variables {
  const path = event.repository.split('/')
  const all: Readonly<Record<string, string>> = {
    CI: 'true',
    GITLAB_CI: 'true',
    CI_SERVER: 'yes',
    CI_SERVER_HOST: 'gitlab.com',
    CI_SERVER_URL: 'https://gitlab.com',
    CI_API_V4_URL: 'https://gitlab.com/api/v4',
    CI_PIPELINE_IID: '1',
    CI_PROJECT_ID: '1',
    CI_PROJECT_PATH: event.repository,
    CI_PROJECT_NAMESPACE: path.slice(0, -1).join('/'),
    CI_PROJECT_ROOT_NAMESPACE: path[0] ?? '',
    CI_PROJECT_NAME: path[path.length - 1] ?? '',
    CI_PROJECT_URL: `https://gitlab.com/${event.repository}`,
    CI_DEFAULT_BRANCH: event.defaultBranch,
    CI_COMMIT_SHA: commit,
    CI_COMMIT_SHORT_SHA: commit.slice(0, 8),
    CI_COMMIT_MESSAGE: event.commitMessage,
    CI_COMMIT_TITLE: event.commitMessage.split('\n')[0] ?? '',
    GITLAB_USER_LOGIN: event.actor,
    ...ofRef(event),
    ...(event.pullRequest === null ? {} : ofRequest(event.pullRequest)),
    ...(event.name === 'schedule' ? { CI_PIPELINE_SCHEDULE_DESCRIPTION: event.schedule } : {}),
    ...(event.call === null ? {} : event.call.payload),
  }
  return new Map(Object.entries(all).map(([name, text]) => [name, { text, expand: false }]))
}

function ofRef(event: PlanEvent): Readonly<Record<string, string>> {
  const request = event.pullRequest
  const name = request?.sourceBranch ?? (event.tag !== '' ? event.tag : event.branch)
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '-')
    .slice(0, 63)
  const pushed = event.name === 'push' && event.changed !== null
  return {
    CI_PIPELINE_SOURCE: sources[event.name],
    CI_COMMIT_REF_NAME: name,
    CI_COMMIT_REF_SLUG: slug.replaceAll(/^-+|-+$/g, ''),
    CI_COMMIT_BEFORE_SHA: pushed ? before : '0'.repeat(40),
    ...(request !== null ? {} : event.tag !== '' ? { CI_COMMIT_TAG: event.tag } : { CI_COMMIT_BRANCH: event.branch }),
  }
}

const sources = {
  push: 'push',
  tag: 'push',
  pullRequest: 'merge_request_event',
  schedule: 'schedule',
  manual: 'web',
  api: 'api',
} as const

function ofRequest(request: NonNullable<PlanEvent['pullRequest']>): Readonly<Record<string, string>> {
  return {
    CI_MERGE_REQUEST_ID: '1',
    CI_MERGE_REQUEST_IID: String(request.number),
    CI_MERGE_REQUEST_TITLE: request.title,
    CI_MERGE_REQUEST_EVENT_TYPE: 'detached',
    CI_MERGE_REQUEST_PROJECT_ID: '1',
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: request.fork ? '2' : '1',
    CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: request.sourceBranch,
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: request.targetBranch,
    CI_MERGE_REQUEST_DIFF_BASE_SHA: before,
    CI_MERGE_REQUEST_DRAFT: 'false',
  }
}

/** Variables of the file, over those that are there already. */
export function withVariables(variables: Variables, more: DataMap): Variables {
  return new Map([...variables, ...Object.entries(more).map(([name, value]) => [name, variableOf(value)] as const)])
}

function variableOf(value: Data): Variable {
  if (!isMap(value)) return { text: textOf(value) ?? '', expand: true }
  return { text: textOf(value.value) ?? '', expand: value.expand !== false }
}

/** The value of a variable, with those in it put in; undefined where there is none. */
export function valueIn(variables: Variables, name: string, open: readonly string[] = []): string | undefined {
  const variable = variables.get(name)
  if (variable === undefined || !variable.expand) return variable?.text
  return expandIn(variable.text, variables, [...open, name])
}

/** A text with its variables put in: https://docs.gitlab.com/ci/variables/where_variables_can_be_used/#expansion-mechanisms */
export function expandIn(text: string, variables: Variables, open: readonly string[] = []): string {
  return text.replaceAll(/\$\$|\$(\w+)|\$\{(\w+)\}|%(\w+)%/g, (whole, one?: string, other?: string, third?: string) => {
    const name = one ?? other ?? third
    if (name === undefined) return '$'
    if (open.includes(name)) return whole
    return valueIn(variables, name, open) ?? ''
  })
}
