import {
  anyOf,
  closed,
  exclusive,
  form,
  has,
  type JsonSchema,
  listOf,
  type OneShape,
  oneOrMany,
  ref,
  type SchemaMap,
  when,
} from '../../../src/json-schema.ts'
import { defaultKeys, type GitlabDefault, type GitlabInherit } from './default.ts'
import type { GitlabEnvironment } from './environment.ts'
import type { GitlabAllowFailure } from './failure.ts'
import type { GitlabJobInput } from './input.ts'
import type { GitlabNeed, GitlabUpstream } from './needs.ts'
import type { GitlabParallel } from './parallel.ts'
import type { GitlabPolicy } from './policy.ts'
import type { GitlabRelease } from './release.ts'
import { type GitlabRule, type GitlabWhen, startIn } from './rules.ts'
import type { GitlabRunStep } from './run.ts'
import {
  duration,
  durationOrNever,
  flag,
  type GitlabDuration,
  type GitlabReference,
  type GitlabScript,
  reference,
  someText,
  text,
} from './scalar.ts'
import type { GitlabSecret } from './secret.ts'
import type { GitlabTrigger } from './trigger.ts'
import type { GitlabJobVariables } from './variable.ts'

/** One job: a script on a runner, or another pipeline. */
export type GitlabJob = OneShape<GitlabScriptJob | GitlabTriggerJob>

/** What both kinds of jobs have in common. */
export interface GitlabAnyJob {
  /** `test` if not said. */
  readonly stage?: string | GitlabReference
  readonly extends?: string | readonly string[]
  readonly rules?: readonly (GitlabRule | GitlabReference)[] | null
  /** Without `needs` a job waits for all jobs of the earlier stages; 50 at most. */
  readonly needs?: readonly (GitlabNeed | GitlabReference)[] | GitlabUpstream
  readonly variables?: GitlabJobVariables | GitlabReference
  readonly environment?: string | GitlabEnvironment | GitlabReference
  readonly parallel?: GitlabParallel
  readonly inherit?: GitlabInherit
  readonly interruptible?: boolean
  readonly when?: GitlabWhen
  readonly allow_failure?: GitlabAllowFailure
  /** One job of a group runs at a time. */
  readonly resource_group?: string
  /** The older form of `rules`. */
  readonly only?: GitlabPolicy | null
  /** The older form of `rules`. */
  readonly except?: GitlabPolicy | null
}

/** A job of commands on a runner. */
export interface GitlabScriptJob extends GitlabAnyJob, Omit<GitlabDefault, keyof GitlabAnyJob> {
  /** One shell runs all of it. Comes from `extends` where it is not here. */
  readonly script?: GitlabScript
  /** Steps, instead of `script`. */
  readonly run?: readonly GitlabRunStep[]
  /** With `when: delayed`: a week at most. */
  readonly start_in?: GitlabDuration
  /** The jobs whose artifacts are fetched; none for an empty list. */
  readonly dependencies?: readonly string[]
  /** A pattern between slashes that finds the coverage in the log. */
  readonly coverage?: string
  readonly release?: GitlabRelease
  /** Secrets by the variable that holds them. */
  readonly secrets?: Readonly<Record<string, GitlabSecret>>
  /** What the person who starts a manual job can change. */
  readonly inputs?: Readonly<Record<string, GitlabJobInput>>
  /** What the person who starts a manual job is asked. */
  readonly manual_confirmation?: string
  readonly dast_configuration?: { readonly site_profile?: string; readonly scanner_profile?: string }
  readonly pages?: boolean | GitlabPages
  /** The older place of `pages.publish`. */
  readonly publish?: string
}

/** A job that is another pipeline. */
export interface GitlabTriggerJob extends GitlabAnyJob {
  readonly trigger: GitlabTrigger
}

/** A web site that a job publishes. */
export interface GitlabPages {
  readonly path_prefix?: string
  readonly expire_in?: string
  /** The folder; `public` if not said. */
  readonly publish?: string
}

const stage = anyOf({ ...someText, maxLength: 255 }, reference)

const anyJob = {
  stage,
  extends: oneOrMany(someText),
  rules: anyOf({ type: 'null' }, ref('rules')),
  needs: ref('needs'),
  variables: ref('jobVariables'),
  environment: ref('environment'),
  parallel: ref('parallel'),
  inherit: ref('inherit'),
  interruptible: flag,
  when: ref('when'),
  allow_failure: ref('allowFailure'),
  resource_group: form(
    'made of letters, digits, spaces and `-`, `_`, `/`, `.`, `$`, `{`, `}`',
    '^[A-Za-z0-9_/${}. -]+$',
  ),
  only: ref('policy'),
  except: ref('policy'),
} as const

/** `rules` decide alone, except where they are empty. */
const rulesAlone: JsonSchema = when(
  { ...has('rules'), properties: { rules: { type: 'array', minItems: 1 } } },
  { allOf: [exclusive('rules', 'only'), exclusive('rules', 'except'), exclusive('rules', 'start_in')] },
  startIn,
)

/** The definitions of this file. */
export const jobDefinitions: SchemaMap = {
  stage,
  job: { type: 'object', ...when(has('trigger'), ref('triggerJob'), ref('scriptJob')) },
  triggerJob: closed<GitlabTriggerJob>({ trigger: ref('trigger') }, anyJob, rulesAlone),
  scriptJob: closed<GitlabScriptJob>(
    {},
    {
      ...defaultKeys,
      ...anyJob,
      script: ref('script'),
      run: ref('run'),
      start_in: duration,
      dependencies: listOf(someText),
      coverage: form('a pattern between slashes', '^/.+/$'),
      release: ref('release'),
      secrets: ref('secrets'),
      inputs: ref('jobInputs'),
      manual_confirmation: text,
      dast_configuration: closed<NonNullable<GitlabScriptJob['dast_configuration']>>(
        {},
        { site_profile: someText, scanner_profile: someText },
        { minProperties: 1 },
      ),
      pages: anyOf(flag, closed<GitlabPages>({}, { path_prefix: text, expire_in: durationOrNever, publish: someText })),
      publish: someText,
    },
    { ...rulesAlone, ...exclusive('script', 'run') },
  ),
  completeJob: {
    title: 'a job with `script`, `run`, `trigger` or `extends`',
    // Or one that does nothing but take over the status of a pipeline elsewhere.
    anyOf: [
      ...['script', 'run', 'trigger', 'extends'].map(has),
      { ...has('needs'), properties: { needs: { type: 'object' } } },
    ],
  },
}
