import {
  anyOf,
  closed,
  form,
  has,
  listOf,
  mapOf,
  type OneShape,
  oneOrMany,
  ref,
  type SchemaMap,
  when,
  words,
} from '../../../src/json-schema.ts'
import type { GithubContainer, GithubService } from './container.ts'
import type { GithubPermissions } from './permissions.ts'
import type { GithubConcurrency, GithubDefaults } from './run-settings.ts'
import {
  condition,
  expression,
  flag,
  type GithubEnv,
  type GithubExpression,
  minutes,
  someText,
  text,
} from './scalar.ts'
import type { GithubStep } from './step.ts'
import type { GithubStrategy } from './strategy.ts'

/** One job: steps on a runner, or a call of another workflow. */
export type GithubJob = OneShape<GithubStepsJob | GithubCallJob>

/** What both kinds of jobs have in common. */
export interface GithubAnyJob {
  /** What people see; cut after 100 characters. */
  readonly name?: string
  /** Jobs that must end well first. A skipped one skips this job too. */
  readonly needs?: string | readonly string[]
  /** Runs the job where this holds. Knows neither secrets nor the matrix. */
  readonly if?: string | boolean | number
  readonly permissions?: GithubPermissions | 'read-all' | 'write-all'
  readonly strategy?: GithubStrategy
  readonly concurrency?: GithubConcurrency | string
}

/** A job of steps on one runner. */
export interface GithubStepsJob extends GithubAnyJob {
  readonly 'runs-on': GithubRunner | readonly string[] | GithubRunnerGroup
  readonly steps: readonly GithubStep[]
  readonly environment?: GithubEnvironment | string
  readonly container?: GithubContainer | string
  /** Containers beside the job, by host name. */
  readonly services?: Readonly<Record<string, GithubService | string>> | GithubExpression
  readonly env?: GithubEnv | GithubExpression
  readonly defaults?: GithubDefaults
  /** Values for the jobs that need this one. */
  readonly outputs?: Readonly<Record<string, string>>
  /** Whole minutes; 360 if not said. */
  readonly 'timeout-minutes'?: number | GithubExpression
  /** Whole minutes that the steps get to end after the job was cancelled; 5 if not said. */
  readonly 'cancel-timeout-minutes'?: number | GithubExpression
  readonly 'continue-on-error'?: boolean | GithubExpression
  /** Keeps the machine as a custom image. */
  readonly snapshot?: GithubSnapshot | string
}

/** A job that is a whole workflow. */
export interface GithubCallJob extends GithubAnyJob {
  /** `./.github/workflows/file.yml`, or `owner/repository/.github/workflows/file.yml@ref`. */
  readonly uses: string
  /** The inputs of the workflow. */
  readonly with?: GithubEnv | GithubExpression
  readonly secrets?: Readonly<Record<string, string | number | boolean>> | 'inherit'
}

/** A label that a runner must have. */
export type GithubRunner =
  | 'ubuntu-latest'
  | 'ubuntu-24.04'
  | 'ubuntu-22.04'
  | 'ubuntu-24.04-arm'
  | 'ubuntu-slim'
  | 'macos-latest'
  | 'macos-15'
  | 'macos-26'
  | 'windows-latest'
  | 'windows-2025'
  | 'self-hosted'
  | (string & Record<never, never>)

/** A group of runners, and labels within it. */
export interface GithubRunnerGroup {
  readonly group?: string
  readonly labels?: string | readonly string[]
}

/** What a job deploys to. */
export interface GithubEnvironment {
  /** Holds 255 characters at most and ignores case. */
  readonly name: string
  readonly url?: string
  /** False keeps the run out of the list of deployments. */
  readonly deployment?: boolean | GithubExpression
}

/** The custom image that a job leaves behind. */
export interface GithubSnapshot {
  readonly 'image-name': string
  /** A major version, and a minor one or `*`. */
  readonly version?: string
  readonly if?: string
}

const environmentName = { ...someText, maxLength: 255 } as const

const anyJob = {
  name: text,
  needs: anyOf(ref('id'), listOf(ref('id'), { uniqueItems: true })),
  if: condition,
  permissions: ref('permissions'),
  strategy: ref('strategy'),
  concurrency: ref('concurrency'),
} as const

const workflowFile = form(
  'a workflow: `./.github/workflows/file.yml`, or `owner/repository/.github/workflows/file.yml@ref`',
  '^((\\./|\\$/)[^@]+\\.ya?ml$|[\\w-][^/@\\s]*/[^/@\\s]+/[^@\\s]+\\.ya?ml@\\S+$)',
)

/** The definitions of this file. A job with `uses` is a call. */
export const jobDefinitions: SchemaMap = {
  job: { type: 'object', ...when(has('uses'), ref('callJob'), ref('stepsJob')) },
  callJob: closed<GithubCallJob>(
    { uses: workflowFile },
    { ...anyJob, with: ref('env'), secrets: anyOf(words('inherit'), ref('env')) },
  ),
  stepsJob: closed<GithubStepsJob>(
    { 'runs-on': ref('runner'), steps: listOf(ref('step'), { minItems: 1 }) },
    {
      ...anyJob,
      environment: anyOf(
        environmentName,
        closed<GithubEnvironment>({ name: environmentName }, { url: text, deployment: flag }),
      ),
      container: ref('container'),
      services: anyOf(expression, ref('services')),
      env: ref('env'),
      defaults: ref('defaults'),
      outputs: mapOf(text, { propertyNames: ref('id') }),
      'timeout-minutes': minutes(),
      'cancel-timeout-minutes': minutes(),
      'continue-on-error': flag,
      snapshot: ref('snapshot'),
    },
  ),
  runner: anyOf(
    someText,
    listOf(someText, { minItems: 1 }),
    closed<GithubRunnerGroup>({}, { group: someText, labels: oneOrMany(someText) }, { minProperties: 1 }),
  ),
  snapshot: anyOf(
    someText,
    closed<GithubSnapshot>(
      { 'image-name': someText },
      { version: form('a version such as `1`, `1.2` or `1.*`', '^\\d+(\\.(\\d+|\\*))?$'), if: text },
    ),
  ),
}
