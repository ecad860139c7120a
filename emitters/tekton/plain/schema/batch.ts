import { closed, form, listOf, mapOf, words } from '../../../../src/json-schema.ts'
import type { TektonEnv, TektonMount } from '../../schema/container.ts'
import type { TektonMetadata } from '../../schema/run.ts'
import { flag, type KubernetesObject, kubernetesObject, someText, text } from '../../schema/scalar.ts'
import { named } from './metadata.ts'

/**
 * What starts a pod by a schedule.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export interface StoryCronJob {
  readonly apiVersion: 'batch/v1'
  readonly kind: 'CronJob'
  readonly metadata: TektonMetadata
  readonly spec: {
    readonly schedule: string
    readonly timeZone: string
    readonly concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace'
    readonly startingDeadlineSeconds?: number
    readonly successfulJobsHistoryLimit?: number
    readonly failedJobsHistoryLimit?: number
    readonly suspend?: boolean
    readonly jobTemplate: {
      readonly spec: {
        readonly backoffLimit?: number
        readonly activeDeadlineSeconds?: number
        readonly template: { readonly spec: StoryPod }
      }
    }
  }
}

/** The pod of a schedule. */
export interface StoryPod {
  readonly serviceAccountName?: string
  readonly restartPolicy: 'Never' | 'OnFailure'
  readonly containers: readonly StoryContainer[]
  readonly volumes?: readonly KubernetesObject[]
}

/** A container of the pod. */
export interface StoryContainer {
  readonly name: string
  readonly image: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: readonly TektonEnv[]
  readonly volumeMounts?: readonly TektonMount[]
  readonly securityContext?: KubernetesObject
}

/** Files and values for pods. */
export interface StoryConfigMap {
  readonly apiVersion: 'v1'
  readonly kind: 'ConfigMap'
  readonly metadata: TektonMetadata
  readonly data: Readonly<Record<string, string>>
}

const whole = { type: 'integer', minimum: 0 } as const

const container = closed<StoryContainer>(
  { name: someText, image: someText },
  {
    command: listOf(text),
    args: listOf(text),
    env: listOf(kubernetesObject),
    volumeMounts: listOf(kubernetesObject),
    securityContext: kubernetesObject,
  },
)

const pod = closed<StoryPod>(
  { restartPolicy: words('Never', 'OnFailure'), containers: listOf(container, { minItems: 1 }) },
  { serviceAccountName: someText, volumes: listOf(kubernetesObject) },
)

/** The closed schemas of this file, by kind. */
export const batchSchemas = {
  CronJob: closed<StoryCronJob>(
    {
      apiVersion: { const: 'batch/v1' },
      kind: { const: 'CronJob' },
      // The jobs that it makes add eleven characters: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
      metadata: named(52),
      spec: closed<StoryCronJob['spec']>(
        {
          schedule: form('a schedule of five fields', '^\\S+ \\S+ \\S+ \\S+ \\S+$'),
          timeZone: someText,
          jobTemplate: closed<StoryCronJob['spec']['jobTemplate']>(
            {
              spec: closed<StoryCronJob['spec']['jobTemplate']['spec']>(
                { template: closed<{ spec: StoryPod }>({ spec: pod }, {}) },
                { backoffLimit: whole, activeDeadlineSeconds: whole },
              ),
            },
            {},
          ),
        },
        {
          concurrencyPolicy: words('Allow', 'Forbid', 'Replace'),
          startingDeadlineSeconds: whole,
          successfulJobsHistoryLimit: whole,
          failedJobsHistoryLimit: whole,
          suspend: flag,
        },
      ),
    },
    {},
  ),
  ConfigMap: closed<StoryConfigMap>(
    {
      apiVersion: { const: 'v1' },
      kind: { const: 'ConfigMap' },
      metadata: named(),
      data: mapOf(text, { propertyNames: { pattern: '^[-._a-zA-Z0-9]+$' } }),
    },
    {},
  ),
} as const
