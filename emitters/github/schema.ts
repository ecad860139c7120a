import { closed, type JsonSchema, mapOf, ref } from '../../src/json-schema.ts'
import { containerDefinitions } from './schema/container.ts'
import { eventDefinitions, type GithubEventName, type GithubEvents } from './schema/event.ts'
import { inputDefinitions } from './schema/input.ts'
import { type GithubJob, jobDefinitions } from './schema/job.ts'
import { type GithubPermissions, permissionsDefinitions } from './schema/permissions.ts'
import { type GithubConcurrency, type GithubDefaults, runSettingsDefinitions } from './schema/run-settings.ts'
import { type GithubEnv, type GithubExpression, scalarDefinitions, text } from './schema/scalar.ts'
import { stepDefinitions } from './schema/step.ts'
import { strategyDefinitions } from './schema/strategy.ts'

export type { GithubContainer, GithubCredentials, GithubService } from './schema/container.ts'
export type {
  GithubEventName,
  GithubEvents,
  GithubPullRequest,
  GithubPush,
  GithubSchedule,
  GithubWorkflowRun,
} from './schema/event.ts'
export type { GithubCall, GithubCallInput, GithubDispatch, GithubDispatchInput } from './schema/input.ts'
export type { GithubCallJob, GithubEnvironment, GithubJob, GithubRunnerGroup, GithubStepsJob } from './schema/job.ts'
export type { GithubAccess, GithubPermissions } from './schema/permissions.ts'
export type { GithubConcurrency, GithubDefaults } from './schema/run-settings.ts'
export type { GithubEnv, GithubExpression, GithubShell } from './schema/scalar.ts'
export type { GithubRunStep, GithubStep, GithubUsesStep } from './schema/step.ts'
export type { GithubMatrix, GithubStrategy } from './schema/strategy.ts'

/**
 * A workflow file of GitHub Actions.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
export interface GithubWorkflow {
  readonly on: GithubEvents | GithubEventName | readonly GithubEventName[]
  /** The jobs by id: letters, digits, `-` and `_`, under 100 characters, unique whatever their case. */
  readonly jobs: Readonly<Record<string, GithubJob>>
  readonly name?: string
  readonly description?: string
  /** The title of a run; may hold expressions. */
  readonly 'run-name'?: string
  /** What the token of each job may do, where the job does not say. */
  readonly permissions?: GithubPermissions | 'read-all' | 'write-all'
  readonly env?: GithubEnv | GithubExpression
  readonly defaults?: GithubDefaults
  readonly concurrency?: GithubConcurrency | string
}

/** The closed schema of a workflow file. It knows shapes and limits, not references between jobs. */
export const workflowSchema: JsonSchema = closed<GithubWorkflow>(
  { on: ref('on'), jobs: mapOf(ref('job'), { minProperties: 1, propertyNames: ref('id') }) },
  {
    name: text,
    description: text,
    'run-name': text,
    permissions: ref('permissions'),
    env: ref('env'),
    defaults: ref('defaults'),
    concurrency: ref('concurrency'),
  },
  {
    definitions: {
      ...scalarDefinitions,
      ...runSettingsDefinitions,
      ...permissionsDefinitions,
      ...containerDefinitions,
      ...strategyDefinitions,
      ...stepDefinitions,
      ...jobDefinitions,
      ...inputDefinitions,
      ...eventDefinitions,
    },
  },
)
