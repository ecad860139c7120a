import { anyOf, closed, form, type SchemaMap, words } from '../../../src/json-schema.ts'
import { durationOrNever, flag, orReference, someText } from './scalar.ts'

/** What a job deploys to. */
export interface GitlabEnvironment {
  /** Letters, digits, spaces and `-`, `_`, `/`, `.`, `$`, `{`, `}`; created when it is first used. */
  readonly name: string
  readonly url?: string
  /** The job that stops the environment. */
  readonly on_stop?: string
  /** `start` if not said. */
  readonly action?: 'start' | 'prepare' | 'stop' | 'verify' | 'access'
  /** How long it stands after the last deployment, or `never`. */
  readonly auto_stop_in?: string
  readonly deployment_tier?:
    | 'production'
    | 'staging'
    | 'testing'
    | 'development'
    | 'other'
    | (string & Record<never, never>)
  readonly kubernetes?: GitlabKubernetes
}

/** The cluster of an environment. */
export interface GitlabKubernetes {
  /** `path/to/project:name`. */
  readonly agent?: string
  readonly dashboard?: GitlabKubernetesDashboard
  readonly managed_resources?: { readonly enabled?: boolean }
  /** The older place of `dashboard.namespace`. */
  readonly namespace?: string
  /** The older place of `dashboard.flux_resource_path`. */
  readonly flux_resource_path?: string
}

/** What the dashboard of a cluster shows. */
export interface GitlabKubernetesDashboard {
  readonly namespace?: string
  readonly flux_resource_path?: string
}

const dashboard = { namespace: someText, flux_resource_path: someText } as const

const name = form(
  'made of letters, digits, spaces and `-`, `_`, `/`, `.`, `$`, `{`, `}`, without a slash at either end',
  '^[A-Za-z0-9_${}. -]([A-Za-z0-9_/${}. -]*[A-Za-z0-9_${}. -])?$',
  { maxLength: 255 },
)

/**
 * The definitions of this file.
 *
 * @see https://docs.gitlab.com/ci/yaml/#environment
 */
export const environmentDefinitions: SchemaMap = {
  environment: orReference(
    anyOf(
      name,
      closed<GitlabEnvironment>(
        { name },
        {
          url: form('an address, or a text with a variable', '^(https?://.+|.*\\$.+)$', { maxLength: 255 }),
          on_stop: someText,
          action: words('start', 'prepare', 'stop', 'verify', 'access'),
          auto_stop_in: durationOrNever,
          deployment_tier: form(
            '`production`, `staging`, `testing`, `development`, `other` or a variable',
            '^(production|staging|testing|development|other|.*\\$.*)$',
          ),
          kubernetes: closed<GitlabKubernetes>(
            {},
            {
              ...dashboard,
              agent: someText,
              dashboard: closed<GitlabKubernetesDashboard>({}, dashboard),
              managed_resources: closed<{ readonly enabled?: boolean }>({}, { enabled: flag }),
            },
          ),
        },
      ),
    ),
  ),
}
