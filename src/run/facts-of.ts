import type { PlanEvent } from '../plan/event.ts'
import type { Facts } from './facts.ts'
import type { Repository } from './repository.ts'

/** An event as it is asked for, with all that git knows of this repository. */
export function factsOf(event: PlanEvent, repository: Repository, user: string): Facts {
  const path = /^(?:\w+:\/\/[^/]*\/|[^/]*:)(.*?)(?:\.git)?\/?$/.exec(repository.url)?.[1] ?? ''
  return {
    event: {
      ...event,
      repository: path,
      actor: repository.user || user,
      commitMessage: repository.commitMessage,
    },
    sha: repository.sha,
    baseSha: '',
    repositoryUrl: webAddress(repository.url),
    runId: `${Date.now()}`,
  }
}

function webAddress(url: string): string {
  const [, host, path] = /^(?:\w+:\/\/)?(?:[^/@]*@)?([^/:]+)(?::\d+(?=\/))?[:/](.*?)(?:\.git)?\/?$/.exec(url) ?? []
  return host === undefined || url.startsWith('/') || url.startsWith('file:') ? url : `https://${host}/${path}`
}
