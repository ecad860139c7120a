import { closed, form, has, type JsonSchema, listOf, ref, when } from '../../src/json-schema.ts'
import { artifactsDefinitions } from './schema/artifacts.ts'
import { cacheDefinitions } from './schema/cache.ts'
import { defaultDefinitions, type GitlabDefault } from './schema/default.ts'
import { environmentDefinitions } from './schema/environment.ts'
import { failureDefinitions } from './schema/failure.ts'
import { imageDefinitions } from './schema/image.ts'
import { type GitlabInclude, includeDefinitions } from './schema/include.ts'
import { type GitlabSpec, inputDefinitions } from './schema/input.ts'
import { type GitlabJob, jobDefinitions } from './schema/job.ts'
import { needsDefinitions } from './schema/needs.ts'
import { parallelDefinitions } from './schema/parallel.ts'
import { policyDefinitions } from './schema/policy.ts'
import { releaseDefinitions } from './schema/release.ts'
import { reportsDefinitions } from './schema/reports.ts'
import { type GitlabAutoCancel, type GitlabWorkflowRule, rulesDefinitions } from './schema/rules.ts'
import { runDefinitions } from './schema/run.ts'
import { type GitlabReference, scalarDefinitions, text } from './schema/scalar.ts'
import { secretDefinitions } from './schema/secret.ts'
import { triggerDefinitions } from './schema/trigger.ts'
import { type GitlabGlobalVariables, variableDefinitions } from './schema/variable.ts'

export type { GitlabArtifacts } from './schema/artifacts.ts'
export type { GitlabCache, GitlabCacheKey } from './schema/cache.ts'
export type { GitlabDefault, GitlabInherit } from './schema/default.ts'
export type { GitlabEnvironment } from './schema/environment.ts'
export type { GitlabAllowFailure, GitlabRetry } from './schema/failure.ts'
export type { GitlabImage, GitlabService } from './schema/image.ts'
export type { GitlabInclude } from './schema/include.ts'
export type { GitlabInput, GitlabSpec } from './schema/input.ts'
export type { GitlabAnyJob, GitlabJob, GitlabPages, GitlabScriptJob, GitlabTriggerJob } from './schema/job.ts'
export type { GitlabJobNeed, GitlabNeed } from './schema/needs.ts'
export type { GitlabMatrix, GitlabParallel } from './schema/parallel.ts'
export type { GitlabRelease } from './schema/release.ts'
export type { GitlabReports } from './schema/reports.ts'
export type { GitlabAutoCancel, GitlabRule, GitlabWhen, GitlabWorkflowRule } from './schema/rules.ts'
export type { GitlabReference, GitlabScript, GitlabVariables } from './schema/scalar.ts'
export type { GitlabSecret } from './schema/secret.ts'
export type { GitlabTrigger } from './schema/trigger.ts'
export type {
  GitlabGlobalVariable,
  GitlabGlobalVariables,
  GitlabJobVariables,
  GitlabVariable,
} from './schema/variable.ts'

/** The keys of a configuration that are not jobs. */
export interface GitlabGlobals extends Pick<GitlabDefault, GlobalDefault> {
  readonly default?: GitlabDefault
  readonly include?: GitlabInclude | readonly GitlabInclude[]
  /** In order; `.pre` and `.post` are always there. */
  readonly stages?: readonly (string | GitlabReference)[]
  readonly variables?: GitlabGlobalVariables | GitlabReference
  readonly workflow?: GitlabWorkflow
}

/** The keys of `default` that once stood at the top. */
type GlobalDefault = 'image' | 'services' | 'cache' | 'before_script' | 'after_script'

/** When there is a pipeline, and what it is called. */
export interface GitlabWorkflow {
  readonly name?: string
  /** The first rule that matches decides; without a match there is no pipeline. */
  readonly rules?: readonly (GitlabWorkflowRule | GitlabReference)[]
  readonly auto_cancel?: GitlabAutoCancel
}

/**
 * A configuration of GitLab CI: the globals, and a job under every other key. Keys that begin with a dot are templates.
 * TypeScript cannot keep the two apart by their keys, so build globals and jobs by themselves and join them last.
 *
 * @see https://docs.gitlab.com/ci/yaml/
 */
export type GitlabConfig = GitlabGlobals & { readonly [job: string]: GitlabJob | GitlabGlobals[keyof GitlabGlobals] }

/** The document before a configuration that declares its inputs. */
export interface GitlabHeader {
  readonly spec: GitlabSpec
}

const definitions = {
  ...scalarDefinitions,
  ...variableDefinitions,
  ...imageDefinitions,
  ...rulesDefinitions,
  ...failureDefinitions,
  ...needsDefinitions,
  ...parallelDefinitions,
  ...cacheDefinitions,
  ...reportsDefinitions,
  ...artifactsDefinitions,
  ...environmentDefinitions,
  ...releaseDefinitions,
  ...includeDefinitions,
  ...triggerDefinitions,
  ...inputDefinitions,
  ...secretDefinitions,
  ...runDefinitions,
  ...policyDefinitions,
  ...defaultDefinitions,
  ...jobDefinitions,
} as const

const globals = {
  default: ref('default'),
  include: ref('include'),
  stages: listOf(ref('stage'), { minItems: 1, uniqueItems: true }),
  variables: ref('globalVariables'),
  workflow: closed<GitlabWorkflow>(
    {},
    { name: { ...text, maxLength: 255 }, rules: ref('workflowRules'), auto_cancel: ref('autoCancel') },
  ),
  image: ref('image'),
  services: ref('services'),
  cache: ref('cache'),
  before_script: ref('optionalScript'),
  after_script: ref('optionalScript'),
} as const satisfies Record<keyof GitlabGlobals, JsonSchema>

/** Any name but those that GitLab keeps or that YAML may read as something else. */
const jobName = form('a name that GitLab and YAML leave free', '^(?!(true|false|nil|null|spec|types)$)[\\s\\S]+$', {
  maxLength: 255,
})

const isJob = `^(?!\\.)(?!(${Object.keys(globals).join('|')})$)`

/**
 * The closed schema of a configuration. It knows shapes and limits, not references between jobs. Where files are
 * included, a job may be part of one that is defined there and need not be complete.
 */
export const configSchema: JsonSchema = {
  type: 'object',
  properties: globals,
  patternProperties: { '^\\.': {} },
  additionalProperties: ref('job'),
  propertyNames: jobName,
  ...when({ not: has('include') }, { patternProperties: { [isJob]: ref('completeJob') } }),
  definitions,
}

/** The closed schema of the document before a configuration. */
export const headerSchema: JsonSchema = { ...closed<GitlabHeader>({ spec: ref('spec') }, {}), definitions }
