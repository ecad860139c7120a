import {
  closed,
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
import {
  condition,
  flag,
  type GithubEnv,
  type GithubExpression,
  type GithubShell,
  minutes,
  someText,
  text,
} from './scalar.ts'

/** One step of a job: a script, an action, or one of the steps that steer background work. */
export type GithubStep = OneShape<
  GithubRunStep | GithubUsesStep | GithubWaitStep | GithubWaitAllStep | GithubCancelStep | GithubParallelStep
>

/** What a script and an action have in common. */
export interface GithubWorkStep {
  /** What later steps call this one, in `steps.<id>`. */
  readonly id?: string
  readonly name?: string
  /** Runs the step where this holds. Without a status function it means `success() && …`. */
  readonly if?: string | boolean | number
  readonly env?: GithubEnv | GithubExpression
  readonly 'continue-on-error'?: boolean | GithubExpression
  /** Whole minutes, 360 at most. */
  readonly 'timeout-minutes'?: number | GithubExpression
  /** Goes on with the next step at once. Ten such steps run at the same time. */
  readonly background?: boolean
}

/** A step that runs a script in a shell of its own. */
export interface GithubRunStep extends GithubWorkStep {
  /** The script: 21,000 characters at most. */
  readonly run: string
  readonly shell?: GithubShell
  readonly 'working-directory'?: string
}

/** A step that runs an action. */
export interface GithubUsesStep extends GithubWorkStep {
  /** `owner/repository@ref`, `owner/repository/path@ref`, `./path`, `$/path` or `docker://image`. */
  readonly uses: string
  /** The inputs of the action. */
  readonly with?: GithubEnv | GithubExpression
}

/** What the steps that steer background work have in common. */
export interface GithubSteeringStep {
  readonly id?: string
  readonly name?: string
  readonly 'continue-on-error'?: boolean | GithubExpression
}

/** A step that waits for background steps, by id. */
export interface GithubWaitStep extends GithubSteeringStep {
  readonly wait: string | readonly string[]
}

/** A step that waits for all background steps. */
export interface GithubWaitAllStep extends GithubSteeringStep {
  readonly 'wait-all': boolean | null
}

/** A step that stops a background step, by id. */
export interface GithubCancelStep extends GithubSteeringStep {
  readonly cancel: string
}

/** Steps that run at the same time. */
export interface GithubParallelStep {
  readonly parallel: readonly GithubStep[]
}

const work = {
  id: ref('id'),
  name: text,
  if: condition,
  env: ref('env'),
  'continue-on-error': flag,
  'timeout-minutes': minutes(360),
  background: { type: 'boolean' },
} as const

const steering = { id: ref('id'), name: text, 'continue-on-error': flag } as const

/** An action outside the repository names its version; the two local forms cannot. */
const action = form(
  'an action: `owner/repository@ref`, `./path`, `$/path` or `docker://image`',
  '^(\\./|\\$/[^@]*$|docker://\\S|[\\w-][^/@\\s]*/[^@\\s]+@\\S+$)',
)

/** The key that tells each kind of step. */
const kinds = {
  run: 'runStep',
  uses: 'usesStep',
  wait: 'waitStep',
  'wait-all': 'waitAllStep',
  cancel: 'cancelStep',
  parallel: 'parallelStep',
} as const

/** The definitions of this file. */
export const stepDefinitions: SchemaMap = {
  step: {
    type: 'object',
    ...Object.entries(kinds).reduceRight((otherwise, [key, kind]): JsonSchema => when(has(key), ref(kind), otherwise), {
      title: 'a step with `run` or `uses`',
      anyOf: Object.keys(kinds).map(has),
    } as JsonSchema),
  },
  runStep: closed<GithubRunStep>(
    { run: { type: 'string', maxLength: 21_000 } },
    { ...work, shell: someText, 'working-directory': someText },
  ),
  usesStep: closed<GithubUsesStep>({ uses: action }, { ...work, with: ref('env') }),
  waitStep: closed<GithubWaitStep>({ wait: oneOrMany(ref('id')) }, steering),
  waitAllStep: closed<GithubWaitAllStep>({ 'wait-all': { type: ['boolean', 'null'] } }, steering),
  cancelStep: closed<GithubCancelStep>({ cancel: ref('id') }, steering),
  parallelStep: closed<GithubParallelStep>({ parallel: listOf(ref('step'), { minItems: 1 }) }, {}),
}
