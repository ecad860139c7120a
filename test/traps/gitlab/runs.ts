import type { EventName, Ref } from '../../../src/ir.ts'
import type { Run } from './simulate.ts'

/** What is known of a run, in the words of the story. */
export interface Known {
  readonly event: EventName
  readonly branch?: string
  readonly tag?: string
  readonly target?: string
  readonly source?: string
  readonly schedule?: string
  readonly api?: string
  readonly fork?: boolean
  readonly inputs?: Readonly<Record<string, string>>
  /** null: it cannot be known. */
  readonly changed: readonly string[] | null
}

/** The same run as GitLab's variables tell it: https://docs.gitlab.com/ci/variables/predefined_variables/ */
export function runOf(known: Known, variables: Readonly<Record<string, string>> = {}): Run {
  const source = {
    push: 'push',
    tag: 'push',
    pullRequest: 'merge_request_event',
    schedule: 'schedule',
    manual: 'web',
    api: 'api',
  }[known.event]
  const mergeRequest =
    known.event !== 'pullRequest'
      ? {}
      : {
          CI_MERGE_REQUEST_IID: '7',
          CI_MERGE_REQUEST_TARGET_BRANCH_NAME: known.target ?? 'main',
          CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: known.source ?? 'topic',
          CI_MERGE_REQUEST_PROJECT_ID: '1',
          CI_MERGE_REQUEST_SOURCE_PROJECT_ID: known.fork ? '2' : '1',
        }
  return {
    variables: {
      CI_PIPELINE_SOURCE: source,
      ...(known.branch === undefined ? {} : { CI_COMMIT_BRANCH: known.branch }),
      ...(known.tag === undefined ? {} : { CI_COMMIT_TAG: known.tag }),
      ...(known.schedule === undefined ? {} : { CI_PIPELINE_SCHEDULE_DESCRIPTION: known.schedule }),
      ...mergeRequest,
      ...variables,
    },
    changed: known.changed,
  }
}

/** The value of a reference in a run, as far as conditions ask for it. */
export function canonical(ref: Ref, known: Known): string {
  if (ref.ref === 'input') return known.inputs?.[ref.name] ?? ''
  if (ref.ref !== 'context') return ''
  const values: Readonly<Record<string, string | undefined>> = {
    event: known.event,
    branch: known.branch,
    tag: known.tag,
    'pullRequest.targetBranch': known.target,
    'pullRequest.sourceBranch': known.source,
    'pullRequest.fork': known.event === 'pullRequest' ? String(known.fork === true) : '',
  }
  return values[ref.name] ?? ''
}

const api = ['api/a.ts']
const docs = ['docs/a.md']

/** Runs of every kind. */
export const everyRun: readonly Known[] = [
  { event: 'push', branch: 'main', changed: api },
  { event: 'push', branch: 'main', changed: docs },
  { event: 'push', branch: 'main', changed: null },
  { event: 'push', branch: 'release/1', changed: [...api, ...docs] },
  { event: 'push', branch: 'release/1/x', changed: docs },
  { event: 'push', branch: 'topic', changed: [] },
  { event: 'tag', tag: 'v1.0', changed: null },
  { event: 'tag', tag: 'other', changed: null },
  { event: 'pullRequest', target: 'main', source: 'topic', changed: api },
  { event: 'pullRequest', target: 'release/1', source: 'topic', fork: true, changed: docs },
  { event: 'schedule', branch: 'main', schedule: 'nightly', changed: null },
  { event: 'manual', branch: 'main', changed: null },
  { event: 'manual', tag: 'v2', changed: null },
]
