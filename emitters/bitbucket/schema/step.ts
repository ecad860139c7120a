import {
  anyOf,
  closed,
  exclusive,
  type JsonSchema,
  listOf,
  mapOf,
  oneOrMany,
  ref,
  type SchemaMap,
  when,
  words,
} from '../../../src/json-schema.ts'
import type { BitbucketArtifacts } from './artifacts.ts'
import type { BitbucketClone } from './clone.ts'
import type { BitbucketCondition } from './condition.ts'
import type { BitbucketImage } from './image.ts'
import { flag, minutes, someText, text, variableName } from './scalar.ts'

/** A step: a container of its own that runs a script, or a call of a child pipeline. */
export interface BitbucketStep {
  readonly name?: string
  readonly type?: 'inline' | 'pipeline'
  readonly image?: BitbucketImage
  readonly size?: '1x' | '2x' | '4x' | '8x' | '16x' | '32x'
  /** Labels that a runner of one's own must have. */
  readonly 'runs-on'?: string | readonly string[]
  readonly runtime?: BitbucketRuntime
  readonly clone?: BitbucketClone
  readonly condition?: BitbucketCondition
  /** `manual`: a person starts it; never the first of a run. */
  readonly trigger?: 'automatic' | 'manual'
  readonly deployment?: string
  readonly environment?: string
  readonly 'concurrency-group'?: string
  readonly oidc?: boolean
  readonly services?: readonly string[]
  readonly caches?: readonly string[]
  readonly 'max-time'?: number
  readonly 'fail-fast'?: boolean
  readonly 'on-fail'?: BitbucketStrategy
  readonly script?: readonly BitbucketCommand[]
  readonly 'after-script'?: readonly BitbucketCommand[]
  readonly artifacts?: BitbucketArtifacts
  readonly 'output-variables'?: readonly string[]
  /** The custom pipeline that a step of the type `pipeline` calls. */
  readonly custom?: string
  readonly 'input-variables'?: Readonly<Record<string, string>>
}

/** The machine of a step in Bitbucket's cloud. */
export interface BitbucketRuntime {
  readonly cloud?: {
    readonly arch?: 'x86' | 'arm'
    readonly version?: string | number
    readonly 'atlassian-ip-ranges'?: boolean
  }
}

/** What becomes of a run when a step fails. */
export interface BitbucketStrategy {
  readonly strategy: 'fail' | 'ignore' | 'retry'
  /** 1 to 10. */
  readonly maxRetryCount?: number
}

/** An item of a script: shell text, or a pipe. */
export type BitbucketCommand = string | BitbucketPipe

/** A step that is ready-made, in a container of its own. */
export interface BitbucketPipe {
  readonly pipe: string
  readonly name?: string
  readonly variables?: Readonly<Record<string, string | readonly string[]>>
}

const names = listOf(someText, { minItems: 1 })
const label: JsonSchema = { type: 'string', minLength: 1, maxLength: 50 }

/** What calls a child pipeline has no container: https://support.atlassian.com/bitbucket-cloud/docs/child-pipeline-step-options/ */
const ofContainers = [
  'script',
  'after-script',
  'deployment',
  'size',
  'runtime',
  'output-variables',
  'caches',
  'artifacts',
  'runs-on',
  'image',
  'clone',
  'oidc',
  'services',
] as const

const keys = {
  name: someText,
  type: words('inline', 'pipeline'),
  image: ref('image'),
  size: words('1x', '2x', '4x', '8x', '16x', '32x'),
  'runs-on': oneOrMany(label, { maxItems: 10 }),
  runtime: ref('runtime'),
  clone: ref('clone'),
  condition: ref('condition'),
  trigger: words('automatic', 'manual'),
  deployment: someText,
  environment: someText,
  'concurrency-group': { type: 'string', minLength: 1, maxLength: 50 },
  oidc: flag,
  services: { ...names, maxItems: 5 },
  caches: names,
  'max-time': minutes,
  'fail-fast': flag,
  'on-fail': ref('strategy'),
  script: ref('script'),
  'after-script': ref('script'),
  artifacts: ref('artifacts'),
  'output-variables': listOf(variableName, { minItems: 1 }),
  custom: someText,
  'input-variables': mapOf(text, { minProperties: 1, maxProperties: 20, propertyNames: variableName }),
} as const

/**
 * The definitions of this file.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/step-options/
 */
export const stepDefinitions: SchemaMap = {
  step: {
    ...closed<BitbucketStep>({}, keys),
    ...when(
      { required: ['type'], properties: { type: { const: 'pipeline' } } },
      { required: ['custom'], allOf: ofContainers.map((key) => exclusive(key)) },
      { required: ['script'], allOf: [exclusive('custom'), exclusive('input-variables')] },
    ),
  },
  script: listOf(
    anyOf(text, closed<BitbucketPipe>({ pipe: someText }, { name: text, variables: mapOf(anyOf(text, listOf(text))) })),
    { minItems: 1 },
  ),
  runtime: closed<BitbucketRuntime>(
    {},
    {
      cloud: closed<NonNullable<BitbucketRuntime['cloud']>>(
        {},
        { arch: words('x86', 'arm'), version: { type: ['string', 'integer'] }, 'atlassian-ip-ranges': flag },
      ),
    },
  ),
  strategy: closed<BitbucketStrategy>(
    { strategy: words('fail', 'ignore', 'retry') },
    { maxRetryCount: { type: 'integer', minimum: 1, maximum: 10 } },
  ),
}
