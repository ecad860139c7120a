import type { Usual } from '../../src/usual.ts'
import { contexts } from './contexts.ts'

// What these hold is another thing on pull requests.
const { BITBUCKET_COMMIT: _, BITBUCKET_BRANCH: __, ...settled } = contexts

/**
 * What a step has that says nothing: two hours, and the last 50 commits, from which it may push. Artifacts are kept for two
 * weeks, and nobody asks for one that is missing.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/git-clone-behavior/
 */
export const usual = {
  timeout: 120,
  env: settled,
  artifacts: { retentionDays: 14, ifMissing: 'ignore' },
  checkout: { depth: 50, credentials: true, pullRequest: 'merge' },
} as const satisfies Usual
