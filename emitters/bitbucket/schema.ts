import { closed, type JsonSchema, listOf, mapOf, ref, words } from '../../src/json-schema.ts'
import { artifactsDefinitions } from './schema/artifacts.ts'
import { type BitbucketClone, cloneDefinitions } from './schema/clone.ts'
import { conditionDefinitions } from './schema/condition.ts'
import { type BitbucketDefinitions, definitionsDefinitions } from './schema/definitions.ts'
import { type BitbucketImage, imageDefinitions } from './schema/image.ts'
import { type BitbucketPipelines, pipelineDefinitions } from './schema/pipeline.ts'
import { flag, minutes, someText } from './schema/scalar.ts'
import { type BitbucketRuntime, stepDefinitions } from './schema/step.ts'

export type { BitbucketArtifacts, BitbucketUpload } from './schema/artifacts.ts'
export type { BitbucketClone } from './schema/clone.ts'
export type { BitbucketCondition } from './schema/condition.ts'
export type { BitbucketCache, BitbucketDefinitions, BitbucketService } from './schema/definitions.ts'
export type { BitbucketImage } from './schema/image.ts'
export type {
  BitbucketCustom,
  BitbucketItem,
  BitbucketPipeline,
  BitbucketPipelines,
  BitbucketVariable,
} from './schema/pipeline.ts'
export type {
  BitbucketCommand,
  BitbucketPipe,
  BitbucketRuntime,
  BitbucketStep,
  BitbucketStrategy,
} from './schema/step.ts'

/**
 * The file `bitbucket-pipelines.yml`.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/
 */
export interface BitbucketFile {
  readonly pipelines?: BitbucketPipelines
  readonly image?: BitbucketImage
  readonly clone?: BitbucketClone
  readonly options?: BitbucketOptions
  readonly definitions?: BitbucketDefinitions
  /** By event: which custom pipelines start, and when. */
  readonly triggers?: Readonly<Record<string, readonly BitbucketTrigger[]>>
  readonly labels?: Readonly<Record<string, unknown>>
  /** Whether other repositories may use the definitions. */
  readonly export?: boolean
}

/** What holds for every step that says nothing else. */
export interface BitbucketOptions {
  readonly docker?: boolean
  readonly 'max-time'?: number
  readonly size?: '1x' | '2x' | '4x' | '8x' | '16x' | '32x'
  readonly runtime?: BitbucketRuntime
}

/** Custom pipelines that an event starts, all that match at the same time. */
export interface BitbucketTrigger {
  readonly pipelines: readonly string[]
  readonly condition?: string
}

/** The closed schema of the file. It knows shapes and limits, not names and counts. */
export const fileSchema: JsonSchema = closed<BitbucketFile>(
  {},
  {
    pipelines: ref('pipelines'),
    image: ref('image'),
    clone: ref('clone'),
    options: closed<BitbucketOptions>(
      {},
      { docker: flag, 'max-time': minutes, size: words('1x', '2x', '4x', '8x', '16x', '32x'), runtime: ref('runtime') },
    ),
    definitions: ref('definitions'),
    triggers: mapOf(
      listOf(closed<BitbucketTrigger>({ pipelines: listOf(someText, { minItems: 1 }) }, { condition: someText }), {
        minItems: 1,
      }),
      { minProperties: 1 },
    ),
    labels: { type: 'object' },
    export: flag,
  },
  {
    anyOf: [{ required: ['pipelines'] }, { required: ['definitions', 'export'] }],
    definitions: {
      ...imageDefinitions,
      ...cloneDefinitions,
      ...artifactsDefinitions,
      ...conditionDefinitions,
      ...stepDefinitions,
      ...pipelineDefinitions,
      ...definitionsDefinitions,
    },
  },
)
