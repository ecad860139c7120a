import { closed, form, listOf, ref, type SchemaMap } from '../../../src/json-schema.ts'
import type { TektonSidecar } from './container.ts'
import type { TektonParamSpec, TektonResult } from './param.ts'
import { flag, type KubernetesObject, kubernetesObject, someText, text } from './scalar.ts'
import type { TektonStep, TektonStepTemplate } from './step.ts'

/**
 * A task: steps in one pod.
 *
 * @see https://tekton.dev/docs/pipelines/tasks/
 */
export interface TektonTaskSpec {
  readonly steps: readonly TektonStep[]
  readonly displayName?: string
  readonly description?: string
  readonly params?: readonly TektonParamSpec[]
  readonly workspaces?: readonly TektonTaskWorkspace[]
  readonly results?: readonly TektonResult[]
  readonly volumes?: readonly TektonVolume[]
  readonly stepTemplate?: TektonStepTemplate
  readonly sidecars?: readonly TektonSidecar[]
  readonly metadata?: KubernetesObject
}

/** A folder that a task wants from the run. */
export interface TektonTaskWorkspace {
  readonly name: string
  readonly description?: string
  readonly mountPath?: string
  readonly readOnly?: boolean
  readonly optional?: boolean
}

/** A volume of the pod: a name and one source. */
export interface TektonVolume {
  readonly name: string
  readonly [source: string]: unknown
}

/** The definitions of this file. */
export const taskDefinitions: SchemaMap = {
  taskSpec: closed<TektonTaskSpec>(
    { steps: listOf(ref('step'), { minItems: 1 }) },
    {
      displayName: text,
      description: text,
      params: listOf(ref('paramSpec')),
      workspaces: listOf(ref('taskWorkspace')),
      results: listOf(ref('result')),
      volumes: listOf(ref('volume')),
      stepTemplate: ref('stepTemplate'),
      sidecars: listOf(ref('sidecar')),
      metadata: kubernetesObject,
    },
  ),
  taskWorkspace: closed<TektonTaskWorkspace>(
    { name: someText },
    {
      description: text,
      mountPath: form('an absolute path', '^/'),
      readOnly: flag,
      optional: flag,
    },
  ),
  volume: {
    type: 'object',
    properties: { name: ref('label') },
    required: ['name'],
    minProperties: 2,
    maxProperties: 2,
  },
}
