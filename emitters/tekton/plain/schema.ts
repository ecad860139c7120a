import { closed, type JsonSchema, ref } from '../../../src/json-schema.ts'
import type { TektonParamSpec } from '../schema/param.ts'
import type { TektonMetadata, TektonPipelineRun, TektonPipelineSpec } from '../schema.ts'
import { pipelineRunSchema } from '../schema.ts'
import { type AccessObject, accessSchemas } from './schema/access.ts'
import { batchSchemas, type StoryConfigMap, type StoryCronJob } from './schema/batch.ts'
import {
  type TektonEventListener,
  type TektonTriggerBinding,
  type TektonTriggerTemplate,
  triggerSchemas,
} from './schema/triggers.ts'

export type { AccessObject, AccessRule } from './schema/access.ts'
export type { StoryConfigMap, StoryCronJob } from './schema/batch.ts'
export type {
  TektonEventListener,
  TektonListenerTrigger,
  TektonTriggerBinding,
  TektonTriggerTemplate,
} from './schema/triggers.ts'

/**
 * A pipeline that runs refer to.
 *
 * @see https://tekton.dev/docs/pipelines/pipelines/
 */
export interface TektonPipeline {
  readonly apiVersion: 'tekton.dev/v1'
  readonly kind: 'Pipeline'
  readonly metadata: TektonMetadata
  readonly spec: TektonPipelineSpec & { readonly params?: readonly TektonParamSpec[] }
}

/** What the files for Tekton alone hold. */
export type PlainObject =
  | TektonPipeline
  | TektonPipelineRun
  | TektonEventListener
  | TektonTriggerBinding
  | TektonTriggerTemplate
  | StoryCronJob
  | StoryConfigMap
  | AccessObject

const definitions = pipelineRunSchema.definitions ?? {}

/** The closed schema of each kind of object. */
export const objectSchemas: Readonly<Record<PlainObject['kind'], JsonSchema>> = {
  Pipeline: closed<TektonPipeline>(
    {
      apiVersion: { const: 'tekton.dev/v1' },
      kind: { const: 'Pipeline' },
      metadata: ref('metadata'),
      spec: ref('pipelineSpec'),
    },
    {},
    { definitions },
  ),
  PipelineRun: pipelineRunSchema,
  ...triggerSchemas,
  ...batchSchemas,
  ...accessSchemas,
}
