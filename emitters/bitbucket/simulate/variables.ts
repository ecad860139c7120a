import type { PlanEvent } from '../../../src/plan/event.ts'

/**
 * The variables that a run has for an event; pull requests have a branch, tags have none.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
 */
export function variablesOf(event: PlanEvent): Map<string, string> {
  const { pullRequest, repository } = event
  const slash = repository.lastIndexOf('/')
  const variables = new Map([
    ['CI', 'true'],
    ['BITBUCKET_REPO_FULL_NAME', repository],
    ['BITBUCKET_WORKSPACE', repository.slice(0, slash)],
    ['BITBUCKET_REPO_SLUG', repository.slice(slash + 1)],
    ['BITBUCKET_STEP_TRIGGERER_UUID', event.actor],
  ])
  if (event.name === 'tag') variables.set('BITBUCKET_TAG', event.tag)
  else if (pullRequest === null) variables.set('BITBUCKET_BRANCH', event.branch)
  if (pullRequest !== null) {
    variables.set('BITBUCKET_BRANCH', pullRequest.sourceBranch)
    variables.set('BITBUCKET_PR_ID', String(pullRequest.number))
    variables.set('BITBUCKET_PR_DESTINATION_BRANCH', pullRequest.targetBranch)
  }
  return variables
}
