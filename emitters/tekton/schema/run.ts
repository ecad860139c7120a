import { closed, form, listOf, mapOf, ref, type SchemaMap } from '../../../src/json-schema.ts'
import type { TektonResources } from './container.ts'
import type { TektonParam } from './param.ts'
import type { TektonPipelineSpec } from './pipeline.ts'
import { type KubernetesObject, kubernetesObject, someText, text } from './scalar.ts'

/**
 * A file of `.tekton/`: what runs, and by its annotations when.
 *
 * @see https://pipelinesascode.com/docs/guides/creating-pipelines/
 * @see https://tekton.dev/docs/pipelines/pipelineruns/
 */
export interface TektonPipelineRun {
  readonly apiVersion: 'tekton.dev/v1'
  readonly kind: 'PipelineRun'
  readonly metadata: TektonMetadata
  readonly spec: TektonRunSpec
}

/** The name of an object, and notes on it. */
export interface TektonMetadata {
  readonly name?: string
  readonly generateName?: string
  readonly namespace?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
}

/** What a run does, with which values and where. */
export interface TektonRunSpec {
  readonly params?: readonly TektonParam[]
  readonly pipelineSpec?: TektonPipelineSpec
  readonly pipelineRef?: KubernetesObject
  readonly timeouts?: { readonly pipeline?: string; readonly tasks?: string; readonly finally?: string }
  readonly workspaces?: readonly TektonWorkspaceBinding[]
  readonly taskRunTemplate?: { readonly serviceAccountName?: string; readonly podTemplate?: KubernetesObject }
  readonly taskRunSpecs?: readonly TektonTaskRunSpec[]
  readonly status?: string
}

/** What the pod of one task has of its own. */
export interface TektonTaskRunSpec {
  readonly pipelineTaskName: string
  readonly serviceAccountName?: string
  readonly podTemplate?: KubernetesObject
  readonly computeResources?: TektonResources
  readonly stepSpecs?: readonly KubernetesObject[]
  readonly sidecarSpecs?: readonly KubernetesObject[]
  readonly metadata?: KubernetesObject
  readonly timeout?: string
}

/** The folder behind a workspace. */
export interface TektonWorkspaceBinding {
  readonly name: string
  readonly subPath?: string
  readonly volumeClaimTemplate?: KubernetesObject
  readonly persistentVolumeClaim?: KubernetesObject
  readonly emptyDir?: KubernetesObject
  readonly configMap?: KubernetesObject
  readonly secret?: KubernetesObject
  readonly projected?: KubernetesObject
  readonly csi?: KubernetesObject
}

/** The definitions of this file. */
export const runDefinitions: SchemaMap = {
  metadata: closed<TektonMetadata>(
    {},
    {
      // Pipelines-as-Code adds a dash and a random suffix, and the pods add the name of the task.
      name: form('a DNS label of up to 50 characters', '^[a-z0-9]([-a-z0-9]{0,48}[a-z0-9])?$'),
      generateName: form('the beginning of a DNS label', '^[a-z0-9]([-a-z0-9]{0,57})$'),
      namespace: ref('label'),
      labels: mapOf({ type: 'string', maxLength: 63 }),
      annotations: mapOf(text),
    },
  ),
  runSpec: closed<TektonRunSpec>(
    {},
    {
      params: ref('params'),
      pipelineSpec: ref('pipelineSpec'),
      pipelineRef: kubernetesObject,
      timeouts: closed<NonNullable<TektonRunSpec['timeouts']>>(
        {},
        { pipeline: ref('duration'), tasks: ref('duration'), finally: ref('duration') },
      ),
      workspaces: listOf(ref('workspaceBinding')),
      taskRunTemplate: closed<NonNullable<TektonRunSpec['taskRunTemplate']>>(
        {},
        { serviceAccountName: text, podTemplate: kubernetesObject },
      ),
      taskRunSpecs: listOf(ref('taskRunSpec')),
      status: text,
    },
  ),
  taskRunSpec: closed<TektonTaskRunSpec>(
    { pipelineTaskName: ref('label') },
    {
      serviceAccountName: text,
      podTemplate: kubernetesObject,
      computeResources: ref('resources'),
      stepSpecs: listOf(kubernetesObject),
      sidecarSpecs: listOf(kubernetesObject),
      metadata: kubernetesObject,
      timeout: ref('duration'),
    },
  ),
  workspaceBinding: closed<TektonWorkspaceBinding>(
    { name: someText },
    {
      subPath: text,
      volumeClaimTemplate: kubernetesObject,
      persistentVolumeClaim: kubernetesObject,
      emptyDir: kubernetesObject,
      configMap: kubernetesObject,
      secret: kubernetesObject,
      projected: kubernetesObject,
      csi: kubernetesObject,
    },
  ),
}
