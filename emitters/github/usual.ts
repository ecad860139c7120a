import type { Usual } from '../../src/usual.ts'

/**
 * What a job has that says nothing: six hours, the merged commit of a pull request with a token that git keeps, the rights
 * that the settings give, deployments that may overlap, and a matrix that stops at its first failure. Machines are called by their newest version.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
export const usual = {
  timeout: 360,
  checkout: { credentials: true, pullRequest: 'merge' },
  permissions: 'settings',
  runners: {
    'linux/x64': ['ubuntu-latest'],
    'windows/x64': ['windows-latest'],
    'macos/arm64': ['macos-latest'],
  },
  lock: false,
  failFast: null,
} as const satisfies Usual
