import type { YamlMap } from '../../src/document.ts'
import type { Job } from '../../src/ir.ts'
import { fieldValue, type Scope } from './values.ts'

/** The most characters of the name of a lock. */
export const longestLock = 50

const ranks: Readonly<Record<string, number>> = { development: 0, testing: 0, staging: 1, production: 2 }

/** How far from people an environment is, as its tier says; undefined where it says nothing. */
export function rankOf({ environment }: Job): number | undefined {
  return environment?.tier == null ? undefined : ranks[environment.tier]
}

/** Whether a person must start the job. */
export function isGated(job: Job): boolean {
  return job.environment?.approval === 'manual'
}

/**
 * Where a step deploys to, and what it holds alone. An environment can be deployed to by one step of a run; others use its
 * variables and permissions. With the lock of its own, a run waits for another instead of being paused:
 * https://support.atlassian.com/bitbucket-cloud/docs/concurrency-control/
 */
export function writeDeployment(scope: Scope, isDeployment: boolean): YamlMap {
  const { environment } = scope.job
  const name = environment === null ? undefined : fieldValue(environment.name, scope)
  return {
    deployment: isDeployment ? name : undefined,
    environment: isDeployment ? undefined : name,
    'concurrency-group': lockOf(scope),
  }
}

/** The lock that a step holds. */
export function lockOf(scope: Scope): string | undefined {
  const { lock } = scope.job
  return lock === null ? undefined : fieldValue(lock.name, scope)
}
