import type { Usual } from '../../src/usual.ts'
import { contexts } from './contexts.ts'

/**
 * What a job has that says nothing: an hour, and the last 20 commits with the files that git keeps elsewhere. Artifacts are
 * kept for 30 days, and one that is missing is only warned of. Deployments may overlap.
 *
 * @see https://docs.gitlab.com/ci/runners/configure_runners/#shallow-cloning
 */
export const usual = {
  timeout: 60,
  env: contexts,
  artifacts: { retentionDays: 30, ifMissing: 'warn' },
  checkout: { depth: 20, lfs: true },
  lock: false,
} as const satisfies Usual
