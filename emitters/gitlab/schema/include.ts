import {
  anyOf,
  closed,
  form,
  type JsonSchema,
  listOf,
  mapOf,
  oneOrMany,
  ref,
  type SchemaMap,
} from '../../../src/json-schema.ts'
import type { GitlabIncludeRule } from './rules.ts'
import { type GitlabReference, someText } from './scalar.ts'

/** Another file that is part of this one. */
export type GitlabInclude =
  | string
  | (GitlabLocalFile & GitlabIncludeOptions)
  | (GitlabProjectFile & GitlabIncludeOptions)
  | (GitlabRemoteFile & GitlabIncludeOptions)
  | (GitlabTemplate & GitlabIncludeOptions)
  | (GitlabComponent & GitlabIncludeOptions)

/** What every include can be told. */
export interface GitlabIncludeOptions {
  readonly inputs?: GitlabInputValues
  readonly rules?: readonly (GitlabIncludeRule | GitlabReference)[]
}

/** The inputs of an included file, by name. */
export type GitlabInputValues = Readonly<Record<string, unknown>>

/** A file of the same project; wildcards are known. */
export interface GitlabLocalFile {
  readonly local: string
}

/** Files of another project. */
export interface GitlabProjectFile {
  readonly project: string
  readonly file: string | readonly string[]
  /** A branch, a tag or a commit. */
  readonly ref?: string
}

/** A file from the web. */
export interface GitlabRemoteFile {
  readonly remote: string
  /** `sha256-` and the hash of the file in base 64. */
  readonly integrity?: string
}

/** A file that comes with GitLab. */
export interface GitlabTemplate {
  readonly template: string
}

/** A component: `host/project/name@version`. */
export interface GitlabComponent {
  readonly component: string
}

/** A path to a YAML file. */
export const yamlFile = form('a path to a `.yml` or `.yaml` file', '(\\.ya?ml|\\$.*)$')

/** A project with its group, or a variable. */
export const project = form('a project with its group, or a variable', '^(\\S+/\\S+|.*\\$.+)$')

/** The address of a file on the web. */
export const remote = form('the address of a `.yml` or `.yaml` file', '^(https?://.+\\.ya?ml(\\?.*)?|.*\\$.*)$')

/** A hash of a file. */
export const integrity = form('`sha256-` and a hash in base 64', '^sha256-[A-Za-z0-9+/]{43}=$')

const options = { inputs: ref('inputValues'), rules: ref('includeRules') } as const

const item: JsonSchema = anyOf(
  yamlFile,
  closed<GitlabLocalFile & GitlabIncludeOptions>({ local: yamlFile }, options),
  closed<GitlabProjectFile & GitlabIncludeOptions>(
    { project, file: oneOrMany(yamlFile) },
    { ...options, ref: someText },
  ),
  closed<GitlabRemoteFile & GitlabIncludeOptions>({ remote }, { ...options, integrity }),
  closed<GitlabTemplate & GitlabIncludeOptions>({ template: yamlFile }, options),
  closed<GitlabComponent & GitlabIncludeOptions>({ component: someText }, options),
)

/**
 * The definitions of this file.
 *
 * @see https://docs.gitlab.com/ci/yaml/#include
 */
export const includeDefinitions: SchemaMap = {
  inputValues: mapOf({}, { propertyNames: form('made of letters, digits, `-` and `_`', '^[A-Za-z0-9_-]+$') }),
  include: anyOf(item, listOf(item, { maxItems: 150 })),
}
