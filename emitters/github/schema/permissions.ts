import { anyOf, closed, type JsonSchema, type SchemaMap, words } from '../../../src/json-schema.ts'

/** How far a token reaches into one part of GitHub. `write` includes `read`. */
export type GithubAccess = 'read' | 'write' | 'none'

/**
 * What the token of a job may do. Naming one scope sets all others to `none`.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions
 */
export interface GithubPermissions {
  readonly actions?: GithubAccess
  readonly 'artifact-metadata'?: GithubAccess
  readonly attestations?: GithubAccess
  readonly checks?: GithubAccess
  readonly 'code-quality'?: GithubAccess
  /** The files and releases of the repository. */
  readonly contents?: GithubAccess
  readonly 'copilot-requests'?: 'write' | 'none'
  readonly deployments?: GithubAccess
  readonly discussions?: GithubAccess
  readonly drives?: GithubAccess
  /** `write` lets the job ask for an OpenID token. */
  readonly 'id-token'?: 'write' | 'none'
  readonly issues?: GithubAccess
  readonly models?: 'read' | 'none'
  readonly packages?: GithubAccess
  readonly pages?: GithubAccess
  readonly 'pull-requests'?: GithubAccess
  readonly 'repository-projects'?: GithubAccess
  readonly 'security-events'?: GithubAccess
  readonly statuses?: GithubAccess
  readonly 'vulnerability-alerts'?: 'read' | 'none'
}

const access: JsonSchema = words('read', 'write', 'none')

/** The definitions of this file. */
export const permissionsDefinitions: SchemaMap = {
  permissions: anyOf(
    words('read-all', 'write-all'),
    closed<GithubPermissions>(
      {},
      {
        actions: access,
        'artifact-metadata': access,
        attestations: access,
        checks: access,
        'code-quality': access,
        contents: access,
        'copilot-requests': words('write', 'none'),
        deployments: access,
        discussions: access,
        drives: access,
        'id-token': words('write', 'none'),
        issues: access,
        models: words('read', 'none'),
        packages: access,
        pages: access,
        'pull-requests': access,
        'repository-projects': access,
        'security-events': access,
        statuses: access,
        'vulnerability-alerts': words('read', 'none'),
      },
    ),
  ),
}
