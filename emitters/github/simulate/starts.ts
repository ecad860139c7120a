import type { PlanEvent } from '../../../src/plan/event.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { contextOf, pullPayload, pushPayload, repositoryOf } from './event.ts'
import type { Contexts } from './expression.ts'
import { letsName, letsPaths, speaksOf } from './filter.ts'
import { inputsOf } from './inputs.ts'
import type { Workflow } from './workflow.ts'

/** What a run knows of what started it. */
export interface Start {
  readonly github: Contexts
  readonly inputs: Contexts
}

/**
 * The run of a workflow for an event; undefined where there is none.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function startOf({ on }: Workflow, event: PlanEvent): Start | undefined {
  const filterOf = (name: string): DataMap | undefined => {
    const filter = on.get(name)
    return Array.isArray(filter) || filter === undefined ? undefined : (filter as DataMap)
  }
  switch (event.name) {
    case 'push':
    case 'tag':
      return ofPush(filterOf('push'), event)
    case 'pullRequest':
      return (
        ofPull('pull_request', filterOf('pull_request'), event) ??
        ofPull('pull_request_target', filterOf('pull_request_target'), event)
      )
    case 'schedule':
      return ofSchedule(on.get('schedule'), event)
    case 'manual':
      return byHand(filterOf('workflow_dispatch'), event)
    case 'api':
      return byCall(filterOf('repository_dispatch'), event)
  }
}

// With a filter of branches alone no tag starts a run, and the other way round; paths do not count for tags.
function ofPush(filter: DataMap | undefined, event: PlanEvent): Start | undefined {
  if (filter === undefined || isSkipped(event)) return undefined
  const tagged = event.name === 'tag'
  const [key, other] = tagged ? (['tags', 'branches'] as const) : (['branches', 'tags'] as const)
  if (!speaksOf(filter, key) && speaksOf(filter, other)) return undefined
  if (!letsName(filter, key, tagged ? event.tag : event.branch)) return undefined
  if (!tagged && !letsPaths(filter, event.changed)) return undefined
  const ref = tagged ? `refs/tags/${event.tag}` : `refs/heads/${event.branch}`
  return { github: contextOf(event, { name: 'push', ref, payload: pushPayload(event, ref) }), inputs: {} }
}

const usualTypes = ['synchronize', 'opened', 'reopened']

// A pull request that was opened or got new commits: the first of these that the filter takes.
function ofPull(name: string, filter: DataMap | undefined, event: PlanEvent): Start | undefined {
  const pull = event.pullRequest
  if (filter === undefined || pull === null || isSkipped(event)) return undefined
  const types = filter.types === undefined ? usualTypes : textsOf(filter.types)
  const action = usualTypes.find((type) => types.includes(type))
  if (action === undefined || !letsName(filter, 'branches', pull.targetBranch)) return undefined
  if (!letsPaths(filter, event.changed)) return undefined
  const ref = name === 'pull_request' ? `refs/pull/${pull.number}/merge` : `refs/heads/${event.defaultBranch}`
  const happening = {
    name,
    ref,
    payload: pullPayload(event, pull, action),
    headRef: pull.sourceBranch,
    baseRef: pull.targetBranch,
  }
  return { github: contextOf(event, happening), inputs: {} }
}

// A schedule runs on the default branch, and knows its cron expression alone. Where the event does not tell it, the name is taken for one, else the first counts.
function ofSchedule(entries: DataMap | readonly unknown[] | undefined, event: PlanEvent): Start | undefined {
  const crons = (Array.isArray(entries) ? entries : []).flatMap((entry) => textOf(mapOf(entry).cron) ?? [])
  const cron = [event.cron, event.schedule].find((one) => one !== undefined && crons.includes(one))
  const schedule = cron ?? (event.cron === undefined ? crons[0] : undefined)
  if (schedule === undefined) return undefined
  const ref = `refs/heads/${event.defaultBranch}`
  return { github: contextOf(event, { name: 'schedule', ref, payload: { schedule } }), inputs: {} }
}

function byHand(filter: DataMap | undefined, event: PlanEvent): Start | undefined {
  if (filter === undefined) return undefined
  const inputs = inputsOf(mapOf(filter.inputs), event.inputs)
  if (inputs === undefined) return undefined
  const texts = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]))
  const payload = { ...repositoryOf(event), inputs: texts, ref: refOf(event) }
  return { github: contextOf(event, { name: 'workflow_dispatch', ref: refOf(event), payload }), inputs }
}

// A call of the API always runs on the default branch.
function byCall(filter: DataMap | undefined, event: PlanEvent): Start | undefined {
  const { call } = event
  if (filter === undefined || call === null) return undefined
  if (filter.types !== undefined && !textsOf(filter.types).includes(call.event)) return undefined
  const ref = `refs/heads/${event.defaultBranch}`
  const payload = {
    ...repositoryOf(event),
    action: call.event,
    branch: event.defaultBranch,
    client_payload: call.payload,
  }
  return { github: contextOf(event, { name: 'repository_dispatch', ref, payload }), inputs: {} }
}

function refOf(event: PlanEvent): string {
  return event.tag === '' ? `refs/heads/${event.branch}` : `refs/tags/${event.tag}`
}

/** https://docs.github.com/actions/how-tos/manage-workflow-runs/skip-workflow-runs */
function isSkipped({ commitMessage }: PlanEvent): boolean {
  return /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/.test(commitMessage)
}
