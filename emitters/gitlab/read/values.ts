import type { ContextName, Ref, Text } from '../../../src/ir.ts'

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

/** What names in a text may stand for. */
export interface Names {
  /** Variables with a value that the file states. */
  readonly fixed: ReadonlyMap<string, string>
  /** Keys of the matrix of the job. */
  readonly axes: ReadonlySet<string>
}

/** A text of GitLab as one of a story, and the variables in it that nobody knows. */
export function readText(
  text: string,
  names: Names,
  known = contexts,
): { readonly text: Text; readonly unknown: readonly string[] } {
  const parts: (string | Ref)[] = []
  const unknown: string[] = []
  const put = (part: string): void => {
    const last = parts[parts.length - 1]
    if (part === '') return
    if (typeof last === 'string') parts[parts.length - 1] = `${last}${part}`
    else parts.push(part)
  }
  let at = 0
  for (const { 0: whole, 1: braced, 2: bare, index } of text.matchAll(/\$(?:\$|\{(\w+)\}|([A-Za-z_]\w*))/g)) {
    put(text.slice(at, index))
    at = index + whole.length
    const name = braced ?? bare
    const context = name === undefined ? undefined : known[name]
    const fixed = name === undefined ? '$' : names.fixed.get(name)
    if (name !== undefined && names.axes.has(name)) parts.push({ ref: 'matrix', key: name })
    else if (context !== undefined) parts.push({ ref: 'context', name: context })
    else if (fixed !== undefined) put(fixed)
    else {
      put(whole)
      unknown.push(name ?? '')
    }
  }
  put(text.slice(at))
  return { text: parts, unknown }
}
