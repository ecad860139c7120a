import { anyOf, closed, has, listOf, ref, type SchemaMap, when, words } from '../../../src/json-schema.ts'
import {
  type GitlabComponent,
  type GitlabInputValues,
  type GitlabLocalFile,
  type GitlabProjectFile,
  type GitlabRemoteFile,
  type GitlabTemplate,
  project,
  remote,
  yamlFile,
} from './include.ts'
import { flag, someText } from './scalar.ts'

/** A pipeline that a job starts: of another project, or of files. */
export type GitlabTrigger = string | GitlabProjectTrigger | GitlabFileTrigger

/** A pipeline of another project. */
export interface GitlabProjectTrigger extends GitlabTriggerOptions {
  readonly project: string
  readonly branch?: string
  readonly inputs?: GitlabInputValues
}

/** A child pipeline, made of up to three files. */
export interface GitlabFileTrigger extends GitlabTriggerOptions {
  readonly include: string | readonly GitlabChildFile[]
}

/** What every trigger can be told. */
export interface GitlabTriggerOptions {
  /** `mirror` takes over the status of the other pipeline; `depend` is its older form. */
  readonly strategy?: 'mirror' | 'depend'
  readonly forward?: { readonly yaml_variables?: boolean; readonly pipeline_variables?: boolean }
}

/** A file of a child pipeline. */
export type GitlabChildFile = (
  | GitlabLocalFile
  | (GitlabProjectFile & { readonly file: string })
  | Omit<GitlabRemoteFile, 'integrity'>
  | GitlabTemplate
  | GitlabComponent
  | GitlabArtifactFile
) & { readonly inputs?: GitlabInputValues }

/** A file that a job of this pipeline made. */
export interface GitlabArtifactFile {
  readonly artifact: string
  readonly job: string
}

type With<T> = T & { readonly inputs?: GitlabInputValues }

const inputs = { inputs: ref('inputValues') } as const

const childFile = anyOf(
  closed<With<GitlabLocalFile>>({ local: yamlFile }, inputs),
  closed<With<GitlabProjectFile>>({ project, file: yamlFile }, { ...inputs, ref: someText }),
  closed<With<Omit<GitlabRemoteFile, 'integrity'>>>({ remote }, inputs),
  closed<With<GitlabTemplate>>({ template: yamlFile }, inputs),
  closed<With<GitlabComponent>>({ component: someText }, inputs),
  closed<With<GitlabArtifactFile>>({ artifact: yamlFile, job: someText }, inputs),
)

const options = {
  strategy: words('mirror', 'depend'),
  forward: closed<NonNullable<GitlabTriggerOptions['forward']>>({}, { yaml_variables: flag, pipeline_variables: flag }),
} as const

/** The definitions of this file. */
export const triggerDefinitions: SchemaMap = {
  trigger: anyOf(project, {
    type: 'object',
    ...when(
      has('include'),
      closed<GitlabFileTrigger>({ include: anyOf(yamlFile, listOf(childFile, { minItems: 1, maxItems: 3 })) }, options),
      closed<GitlabProjectTrigger>({ project }, { ...inputs, ...options, branch: someText }),
    ),
  }),
}
