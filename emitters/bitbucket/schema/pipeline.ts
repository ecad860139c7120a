import {
  anyOf,
  closed,
  form,
  listOf,
  mapOf,
  type OneShape,
  ref,
  type SchemaMap,
  words,
} from '../../../src/json-schema.ts'
import type { BitbucketCondition } from './condition.ts'
import { flag, someText, text, variableName } from './scalar.ts'
import type { BitbucketStep, BitbucketStrategy } from './step.ts'

/** A part of a run; parts follow each other. */
export type BitbucketItem = OneShape<
  { readonly step: BitbucketStep } | { readonly parallel: BitbucketParallel } | { readonly stage: BitbucketStage }
>

/** Steps that run at the same time. */
export type BitbucketParallel = readonly BitbucketStepItem[] | BitbucketFullParallel

/** Steps that run at the same time, and what becomes of them when one fails. */
export interface BitbucketFullParallel {
  readonly steps: readonly BitbucketStepItem[]
  readonly 'fail-fast'?: boolean
  readonly 'on-fail'?: BitbucketStrategy
}

/** A step in a list. */
export interface BitbucketStepItem {
  readonly step: BitbucketStep
}

/** Steps one after another, with what they share. */
export interface BitbucketStage {
  readonly steps: readonly BitbucketStepItem[]
  readonly name?: string
  readonly condition?: BitbucketCondition
  readonly trigger?: 'automatic' | 'manual'
  readonly deployment?: string
  readonly environment?: string
  readonly 'on-fail'?: BitbucketStrategy
}

/** The steps of a run, or those of another repository. */
export type BitbucketPipeline = readonly BitbucketItem[] | BitbucketImport

/** Steps of another repository: `repository:branch:pipeline`. */
export interface BitbucketImport {
  readonly import: string
}

/** The steps of a run that a person starts, with the variables asked for. */
export type BitbucketCustom =
  | readonly (BitbucketItem | { readonly variables: readonly BitbucketVariable[] })[]
  | BitbucketImport

/** A variable of a custom pipeline. */
export interface BitbucketVariable {
  readonly name: string
  readonly default?: string
  readonly 'allowed-values'?: readonly string[]
  readonly description?: string
}

/** When steps run. Of the selectors that match, the most exact one alone does. */
export interface BitbucketPipelines {
  readonly default?: BitbucketPipeline
  readonly branches?: Readonly<Record<string, BitbucketPipeline>>
  readonly tags?: Readonly<Record<string, BitbucketPipeline>>
  /** By the source branch. */
  readonly 'pull-requests'?: Readonly<
    Record<string, BitbucketPipeline | { readonly destinations: Readonly<Record<string, BitbucketPipeline>> }>
  >
  readonly custom?: Readonly<Record<string, BitbucketCustom>>
}

const steps = listOf(closed<BitbucketStepItem>({ step: ref('step') }, {}), { minItems: 1 })
const imported = closed<BitbucketImport>({ import: form('`repository:branch:pipeline`', '^[^:]+:[^:]+:[^:]+$') }, {})
const items = [
  closed<{ step: BitbucketStep }>({ step: ref('step') }, {}),
  closed<{ parallel: BitbucketParallel }>({ parallel: ref('parallel') }, {}),
  closed<{ stage: BitbucketStage }>({ stage: ref('stage') }, {}),
] as const
const variables = closed<{ variables: readonly BitbucketVariable[] }>(
  { variables: listOf(ref('variable'), { minItems: 1 }) },
  {},
)

/**
 * The definitions of this file.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/
 */
export const pipelineDefinitions: SchemaMap = {
  parallel: anyOf(steps, closed<BitbucketFullParallel>({ steps }, { 'fail-fast': flag, 'on-fail': ref('strategy') })),
  stage: closed<BitbucketStage>(
    { steps },
    {
      name: someText,
      condition: ref('condition'),
      trigger: words('automatic', 'manual'),
      deployment: someText,
      environment: someText,
      'on-fail': ref('strategy'),
    },
  ),
  pipeline: anyOf(listOf(anyOf(...items), { minItems: 1, title: 'a list of steps, not empty' }), imported),
  custom: anyOf(listOf(anyOf(...items, variables), { minItems: 1 }), imported),
  variable: closed<BitbucketVariable>(
    { name: variableName },
    { default: text, 'allowed-values': listOf(text, { minItems: 1 }), description: text },
  ),
  pipelines: closed<BitbucketPipelines>(
    {},
    {
      default: ref('pipeline'),
      branches: mapOf(ref('pipeline')),
      tags: mapOf(ref('pipeline')),
      'pull-requests': mapOf(
        anyOf(
          ref('pipeline'),
          closed<{ destinations: object }>({ destinations: mapOf(ref('pipeline'), { minProperties: 1 }) }, {}),
        ),
      ),
      custom: mapOf(ref('custom')),
    },
    { minProperties: 1 },
  ),
}
