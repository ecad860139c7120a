import type { Usual } from '../../src/usual.ts'

/**
 * What a step has that says nothing: two hours, and the last 50 commits, from which it may push.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/git-clone-behavior/
 */
export const usual = {
  timeout: 120,
  checkout: { depth: 50, credentials: true, pullRequest: 'merge' },
} as const satisfies Usual
