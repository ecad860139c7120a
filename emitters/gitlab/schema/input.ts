import {
  anyOf,
  closed,
  exclusive,
  form,
  has,
  type JsonSchema,
  listOf,
  mapOf,
  oneOrMany,
  type SchemaMap,
  when,
  words,
} from '../../../src/json-schema.ts'
import {
  type GitlabLocalFile,
  type GitlabProjectFile,
  type GitlabRemoteFile,
  integrity,
  project,
  remote,
  yamlFile,
} from './include.ts'
import { orNothing, someText, text } from './scalar.ts'

/** The header of a file, a document of its own before the rest. */
export interface GitlabSpec {
  /** By name; one without a default is mandatory. */
  readonly inputs?: Readonly<Record<string, GitlabInput | null>>
  /** Files with further inputs. */
  readonly include?: readonly (GitlabLocalFile | GitlabRemoteFile | GitlabProjectFile)[]
  /** What a component can ask of itself, as `$[[ component.name ]]`. */
  readonly component?: readonly ('name' | 'sha' | 'version' | 'reference')[]
}

/** A value that a person or an including file gives, as `$[[ inputs.name ]]`. */
export interface GitlabInput {
  /** `string` if not said. */
  readonly type?: 'string' | 'number' | 'boolean' | 'array'
  readonly description?: string
  readonly default?: GitlabInputDefault | null
  /** What can be chosen; 50 at most. */
  readonly options?: readonly (string | number | boolean)[]
  /** An RE2 pattern, without slashes around it. */
  readonly regex?: string
  /** Options and defaults that hang on other inputs; instead of `options` and `default`. */
  readonly rules?: readonly GitlabInputRule[]
}

/** A value that the person who starts a manual job gives. */
export interface GitlabJobInput {
  readonly default: GitlabInputDefault
  readonly type?: 'string' | 'number' | 'boolean' | 'array'
  readonly description?: string
  readonly options?: readonly (string | number | boolean)[]
  readonly regex?: string
}

/** The value of an input that is not given. */
export type GitlabInputDefault = string | number | boolean | readonly unknown[]

/** Options and a default that hold where a condition does. */
export interface GitlabInputRule {
  readonly if?: string
  readonly options?: readonly (string | number | boolean)[]
  readonly default?: GitlabInputDefault | null
}

const options = listOf({ type: ['string', 'number', 'boolean'] }, { maxItems: 50 })
const named = { propertyNames: form('made of letters, digits, `-` and `_`', '^[A-Za-z0-9_-]+$') } as const

const anyInput = {
  type: words('string', 'number', 'boolean', 'array'),
  description: { ...text, maxLength: 1024 },
  options,
  regex: someText,
} as const

/** Holds the default against the type; `regex` is for texts. */
const typed: readonly JsonSchema[] = [
  ...(['number', 'boolean', 'array'] as const).map((type) =>
    when(isType(type), {
      properties: { default: { type: [type, 'null'] } },
      not: has('regex'),
      title: 'without `regex`, which is for strings',
    }),
  ),
  when({ not: has('type') }, { properties: { default: { type: ['string', 'null'] } } }),
  when(isType('string'), { properties: { default: { type: ['string', 'null'] } } }),
]

function isType(type: string): JsonSchema {
  return { ...has('type'), properties: { type: { const: type } } }
}

const rule = closed<GitlabInputRule>(
  {},
  { if: someText, options, default: {} },
  when(has('if'), { anyOf: [has('options'), has('default')] }, has('options')),
)

/**
 * The definitions of this file.
 *
 * @see https://docs.gitlab.com/ci/inputs/
 */
export const inputDefinitions: SchemaMap = {
  spec: closed<GitlabSpec>(
    {},
    {
      inputs: mapOf(
        orNothing(
          closed<GitlabInput>(
            {},
            { ...anyInput, default: {}, rules: listOf(rule, { minItems: 1 }) },
            { allOf: [...typed, exclusive('rules', 'options'), exclusive('rules', 'default')] },
          ),
        ),
        named,
      ),
      include: listOf(
        anyOf(
          closed<GitlabLocalFile>({ local: yamlFile }, {}),
          closed<GitlabRemoteFile>({ remote }, { integrity }),
          closed<GitlabProjectFile>({ project, file: oneOrMany(yamlFile) }, { ref: someText }),
        ),
      ),
      component: listOf(words('name', 'sha', 'version', 'reference'), { uniqueItems: true }),
    },
  ),
  jobInputs: mapOf(closed<GitlabJobInput>({ default: {} }, anyInput, { allOf: typed }), {
    ...named,
    maxProperties: 50,
  }),
}
