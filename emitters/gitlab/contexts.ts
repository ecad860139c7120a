import type { ContextName } from '../../src/ir.ts'

/** What the variables of GitLab are called in a story: https://docs.gitlab.com/ci/variables/predefined_variables/ */
export const contexts: Readonly<Record<string, ContextName>> = {
  CI_COMMIT_SHA: 'sha',
  CI_COMMIT_SHORT_SHA: 'shortSha',
  CI_PROJECT_PATH: 'repository',
  CI_PROJECT_NAMESPACE: 'repositoryOwner',
  CI_PROJECT_NAME: 'repositoryName',
  CI_PROJECT_URL: 'repositoryUrl',
  CI_PIPELINE_ID: 'runId',
  CI_PIPELINE_IID: 'runNumber',
  CI_PIPELINE_URL: 'runUrl',
  CI_PROJECT_DIR: 'workspace',
  CI_COMMIT_BRANCH: 'branch',
  CI_COMMIT_TAG: 'tag',
  CI_DEFAULT_BRANCH: 'defaultBranch',
  GITLAB_USER_LOGIN: 'actor',
  CI_COMMIT_MESSAGE: 'commitMessage',
  CI_MERGE_REQUEST_IID: 'pullRequest.number',
  CI_MERGE_REQUEST_TITLE: 'pullRequest.title',
  CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'pullRequest.sourceBranch',
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'pullRequest.targetBranch',
  CI_MERGE_REQUEST_DIFF_BASE_SHA: 'pullRequest.baseSha',
}
