import { anyOf, closed, type JsonSchema, listOf, mapOf, ref, type SchemaMap } from '../../../src/json-schema.ts'
import { type GithubEnv, type GithubExpression, someText, text } from './scalar.ts'

/** The container that the steps of a job run in. */
export interface GithubContainer {
  readonly image: string
  readonly credentials?: GithubCredentials
  readonly env?: GithubEnv | GithubExpression
  readonly ports?: readonly (string | number)[]
  /** `source:path`, or a path alone. */
  readonly volumes?: readonly string[]
  /** Options of `docker create`. `--network` and `--entrypoint` are refused. */
  readonly options?: string
}

/** A container beside the job. Its key is its host name where the job runs in a container too. */
export interface GithubService extends GithubContainer {
  /** Instead of the entry point of the image. */
  readonly entrypoint?: string
  /** Instead of the command of the image. */
  readonly command?: string
}

/** The account that pulls an image. */
export interface GithubCredentials {
  readonly username: string
  readonly password: string
}

const optional = {
  credentials: closed<GithubCredentials>({ username: someText, password: someText }, {}),
  env: ref('env'),
  ports: listOf({ type: ['string', 'integer'] }, { minItems: 1 }),
  volumes: listOf(someText, { minItems: 1 }),
  options: text,
} as const satisfies Record<string, JsonSchema>

/** The definitions of this file. */
export const containerDefinitions: SchemaMap = {
  container: anyOf(text, closed<GithubContainer>({ image: text }, optional)),
  services: mapOf(
    anyOf(someText, closed<GithubService>({ image: text }, { ...optional, entrypoint: text, command: text })),
    { propertyNames: ref('id') },
  ),
}
