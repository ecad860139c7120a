import type { ContextName } from '../../src/ir.ts'

/** What the variables of Bitbucket are called in a story: https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/ */
export const contexts = {
  BITBUCKET_COMMIT: 'sha',
  BITBUCKET_BRANCH: 'branch',
  BITBUCKET_TAG: 'tag',
  BITBUCKET_REPO_FULL_NAME: 'repository',
  BITBUCKET_REPO_SLUG: 'repositoryName',
  BITBUCKET_WORKSPACE: 'repositoryOwner',
  BITBUCKET_BUILD_NUMBER: 'runNumber',
  BITBUCKET_CLONE_DIR: 'workspace',
  BITBUCKET_PR_ID: 'pullRequest.number',
  BITBUCKET_PR_DESTINATION_BRANCH: 'pullRequest.targetBranch',
} as const satisfies Readonly<Record<string, ContextName>>
