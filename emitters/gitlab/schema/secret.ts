import {
  anyOf,
  closed,
  form,
  has,
  type JsonSchema,
  mapOf,
  oneOrMany,
  type SchemaMap,
  when,
  words,
} from '../../../src/json-schema.ts'
import { flag, someText } from './scalar.ts'

/** An OpenID token that a job gets as a variable. */
export interface GitlabIdToken {
  readonly aud: string | readonly string[]
}

/** A secret from a vault outside; one of the providers, and how it arrives. */
export interface GitlabSecret {
  readonly vault?: string | GitlabVaultSecret
  readonly gcp_secret_manager?: { readonly name: string; readonly version?: string | number }
  readonly azure_key_vault?: { readonly name: string; readonly version?: string }
  readonly aws_secrets_manager?: string | GitlabAwsSecret
  readonly gitlab_secrets_manager?: { readonly name: string; readonly source?: string }
  readonly akeyless?: Readonly<Record<string, unknown>>
  /** False puts the value into the variable, true (if not said) the path of a file. */
  readonly file?: boolean
  /** The variable of an ID token to sign in with. */
  readonly token?: string
}

/** A field of a secret in HashiCorp Vault. */
export interface GitlabVaultSecret {
  readonly engine: { readonly name: string; readonly path: string }
  readonly path: string
  readonly field: string
}

/** A secret in AWS Secrets Manager. */
export interface GitlabAwsSecret {
  readonly secret_id: string
  readonly version_id?: string
  readonly version_stage?: string
  readonly region?: string
  readonly role_arn?: string
  readonly role_session_name?: string
  readonly field?: string
}

type Provider<K extends keyof GitlabSecret> = Exclude<NonNullable<GitlabSecret[K]>, string | boolean>

const providers = {
  vault: anyOf(
    someText,
    closed<GitlabVaultSecret>(
      {
        engine: closed<GitlabVaultSecret['engine']>({ name: someText, path: someText }, {}),
        path: someText,
        field: someText,
      },
      {},
    ),
  ),
  gcp_secret_manager: closed<Provider<'gcp_secret_manager'>>(
    { name: someText },
    { version: { type: ['string', 'integer'] } },
  ),
  azure_key_vault: closed<Provider<'azure_key_vault'>>({ name: someText }, { version: someText }),
  aws_secrets_manager: anyOf(
    someText,
    closed<GitlabAwsSecret>(
      { secret_id: someText },
      {
        version_id: someText,
        version_stage: someText,
        region: someText,
        role_arn: someText,
        role_session_name: someText,
        field: someText,
      },
    ),
  ),
  gitlab_secrets_manager: closed<Provider<'gitlab_secrets_manager'>>(
    { name: form('made of letters, digits and `_`', '^[A-Za-z0-9_]+$') },
    { source: someText },
  ),
  akeyless: { type: 'object' },
} as const satisfies Record<string, JsonSchema>

const names = Object.keys(providers)

const title = `a secret of one provider: ${names.map((name) => `\`${name}\``).join(', ')}`

/** A secret comes from exactly one provider. */
const oneProvider: readonly JsonSchema[] = [
  { title, anyOf: names.map(has) },
  ...names.map((name) => when(has(name), { title, not: { anyOf: names.filter((other) => other !== name).map(has) } })),
]

/** The definitions of this file. */
export const secretDefinitions: SchemaMap = {
  idTokens: mapOf(closed<GitlabIdToken>({ aud: oneOrMany(someText, { uniqueItems: true }) }, {})),
  identity: words('google_cloud'),
  secrets: mapOf(
    closed<GitlabSecret>(
      {},
      { ...providers, file: flag, token: someText },
      { allOf: [...oneProvider, when(has('gcp_secret_manager'), has('token'))] },
    ),
  ),
}
