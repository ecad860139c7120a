import { anyOf, closed, exclusive, type JsonSchema, mapOf } from '../../../src/json-schema.ts'
import { flag, settings, someText, text, textOrTexts, texts } from './scalar.ts'

/** Names with values. */
export type CodeshipSettings = readonly string[] | Readonly<Record<string, string | number | boolean | null>>

/** A container that steps run in, or that stands beside one. */
export interface CodeshipService {
  readonly image?: string
  readonly build?: string | CodeshipBuild
  readonly add_docker?: boolean
  readonly cached?: boolean
  readonly cap_add?: readonly string[]
  readonly cap_drop?: readonly string[]
  readonly command?: string
  readonly cpu_shares?: number
  readonly cpuset?: string
  readonly default_cache_branch?: string
  readonly depends_on?: readonly string[]
  readonly dns?: readonly string[]
  readonly dns_search?: readonly string[]
  readonly dockercfg_service?: string
  readonly dockerfile?: string
  readonly domainname?: string
  readonly encrypted_dockercfg_path?: string
  readonly encrypted_env_file?: string | readonly string[]
  readonly encrypted_environment?: readonly string[]
  readonly entrypoint?: string | readonly string[]
  readonly env_file?: string | readonly string[]
  readonly environment?: CodeshipSettings
  readonly expose?: readonly string[]
  readonly extra_hosts?: readonly string[]
  readonly hostname?: string
  readonly links?: readonly string[]
  readonly mem_limit?: string
  readonly ports?: readonly string[]
  readonly privileged?: boolean
  readonly read_only?: boolean
  readonly restart?: string
  readonly security_opt?: readonly string[]
  readonly user?: string
  readonly volumes?: readonly string[]
  readonly volumes_from?: readonly string[]
  readonly working_dir?: string
}

/** How an image is built. */
export interface CodeshipBuild {
  readonly image?: string
  readonly context?: string
  readonly dockerfile?: string
  readonly args?: CodeshipSettings
  readonly encrypted_args?: string | readonly string[]
  readonly encrypted_args_file?: string | readonly string[]
  /** An older name of `context`. */
  readonly path?: string
  /** An older name of `dockerfile`. */
  readonly dockerfile_path?: string
  readonly configure?: { readonly service?: string; readonly command?: string }
}

/** The file `codeship-services.yml`, without the `services` key that it may stand under. */
export type CodeshipServices = Readonly<Record<string, CodeshipService>>

const build: JsonSchema = closed<CodeshipBuild>(
  {},
  {
    image: someText,
    context: someText,
    dockerfile: someText,
    args: settings,
    encrypted_args: textOrTexts,
    encrypted_args_file: textOrTexts,
    path: someText,
    dockerfile_path: someText,
    configure: closed<NonNullable<CodeshipBuild['configure']>>({}, { service: someText, command: someText }),
  },
)

const service: JsonSchema = closed<CodeshipService>(
  {},
  {
    image: someText,
    build: anyOf(someText, build),
    add_docker: flag,
    cached: flag,
    cap_add: texts,
    cap_drop: texts,
    command: text,
    cpu_shares: { type: 'integer' },
    cpuset: text,
    default_cache_branch: someText,
    depends_on: texts,
    dns: texts,
    dns_search: texts,
    dockercfg_service: someText,
    dockerfile: someText,
    domainname: text,
    encrypted_dockercfg_path: someText,
    encrypted_env_file: textOrTexts,
    encrypted_environment: texts,
    entrypoint: textOrTexts,
    env_file: textOrTexts,
    environment: settings,
    expose: texts,
    extra_hosts: texts,
    hostname: text,
    links: texts,
    mem_limit: text,
    ports: texts,
    privileged: flag,
    read_only: flag,
    restart: text,
    security_opt: texts,
    user: text,
    volumes: texts,
    volumes_from: texts,
    working_dir: text,
  },
  { anyOf: [{ required: ['image'] }, { required: ['build'] }], ...exclusive('image', 'build') },
)

/** The closed schema of the services: https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/services */
export const servicesSchema: JsonSchema = mapOf(service)
