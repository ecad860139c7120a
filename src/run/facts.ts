import type { ContextName } from '../ir.ts'
import type { PlanEvent } from '../plan/event.ts'

/** What a run on this machine knows beside the pipeline: the event, and what git says of the commit. */
export interface Facts {
  readonly event: PlanEvent
  /** Empty without a commit. */
  readonly sha: string
  /** The commit that a pull request goes onto; empty where it is not known. */
  readonly baseSha: string
  readonly repositoryUrl: string
  readonly runId: string
}

/** Names of the context that only the machine of the run knows; undefined: the event knows it. */
export function factOf(name: ContextName, facts: Facts): string | undefined {
  const { sha, baseSha, repositoryUrl, runId, event } = facts
  switch (name) {
    case 'sha':
      return sha
    case 'shortSha':
      return sha.slice(0, 8)
    case 'repositoryUrl':
      return repositoryUrl
    case 'runId':
      return runId
    case 'runNumber':
      return '1'
    case 'runUrl':
      return ''
    case 'pullRequest.headSha':
      return event.pullRequest === null ? '' : sha
    case 'pullRequest.baseSha':
      return event.pullRequest === null ? '' : baseSha
    default:
      return undefined
  }
}
