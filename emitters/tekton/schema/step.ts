import { closed, exclusive, listOf, ref, type SchemaMap, words } from '../../../src/json-schema.ts'
import type { TektonEnv, TektonMount, TektonResources } from './container.ts'
import type { TektonParam, TektonResult } from './param.ts'
import { type KubernetesObject, kubernetesObject, someText, text } from './scalar.ts'

/**
 * One step of a task: a container that runs after the one before it.
 *
 * @see https://tekton.dev/docs/pipelines/tasks/#defining-steps
 */
export interface TektonStep {
  readonly name?: string
  readonly displayName?: string
  /** What runs; `ref` takes it from elsewhere. */
  readonly image?: string
  readonly ref?: { readonly name?: string; readonly resolver?: string; readonly params?: readonly TektonParam[] }
  readonly params?: readonly TektonParam[]
  readonly results?: readonly TektonResult[]
  readonly when?: readonly TektonWhen[]
  readonly workingDir?: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: readonly TektonEnv[]
  readonly envFrom?: readonly KubernetesObject[]
  readonly computeResources?: TektonResources
  readonly volumeMounts?: readonly TektonMount[]
  readonly volumeDevices?: readonly KubernetesObject[]
  readonly workspaces?: readonly { readonly name: string; readonly mountPath: string }[]
  readonly imagePullPolicy?: string
  readonly securityContext?: KubernetesObject
  readonly timeout?: string
  /** Whether the steps after it go on where it fails. */
  readonly onError?: 'continue' | 'stopAndFail'
  readonly stdoutConfig?: { readonly path?: string }
  readonly stderrConfig?: { readonly path?: string }
  /** Without `#!` in the first line, it is run by `sh` with `set -e`. */
  readonly script?: string
}

/** What every step of a task has that says nothing of its own. */
export interface TektonStepTemplate {
  readonly image?: string
  readonly workingDir?: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: readonly TektonEnv[]
  readonly envFrom?: readonly KubernetesObject[]
  readonly computeResources?: TektonResources
  readonly volumeMounts?: readonly TektonMount[]
  readonly volumeDevices?: readonly KubernetesObject[]
  readonly imagePullPolicy?: string
  readonly securityContext?: KubernetesObject
}

/** A test before a task or step: it runs if all hold. */
export interface TektonWhen {
  readonly input?: string
  readonly operator?: 'in' | 'notin'
  readonly values?: readonly string[]
  /** An expression; off in a cluster by default. */
  readonly cel?: string
}

const output = closed<{ path?: string }>({}, { path: text })

/** The definitions of this file. */
export const stepDefinitions: SchemaMap = {
  step: closed<TektonStep>(
    {},
    {
      name: ref('label'),
      displayName: text,
      image: someText,
      ref: closed<NonNullable<TektonStep['ref']>>({}, { name: text, resolver: text, params: ref('params') }),
      params: ref('params'),
      results: listOf(ref('result')),
      when: listOf(ref('when')),
      workingDir: text,
      command: listOf(text),
      args: listOf(text),
      env: listOf(ref('env')),
      envFrom: listOf(kubernetesObject),
      computeResources: ref('resources'),
      volumeMounts: listOf(ref('mount')),
      volumeDevices: listOf(kubernetesObject),
      workspaces: listOf(kubernetesObject),
      imagePullPolicy: text,
      securityContext: kubernetesObject,
      timeout: ref('duration'),
      onError: words('continue', 'stopAndFail'),
      stdoutConfig: output,
      stderrConfig: output,
      script: text,
    },
    exclusive('script', 'command'),
  ),
  stepTemplate: closed<TektonStepTemplate>(
    {},
    {
      image: text,
      workingDir: text,
      command: listOf(text),
      args: listOf(text),
      env: listOf(ref('env')),
      envFrom: listOf(kubernetesObject),
      computeResources: ref('resources'),
      volumeMounts: listOf(ref('mount')),
      volumeDevices: listOf(kubernetesObject),
      imagePullPolicy: text,
      securityContext: kubernetesObject,
    },
  ),
  when: closed<TektonWhen>(
    {},
    { input: text, operator: words('in', 'notin'), values: listOf(text, { minItems: 1 }), cel: text },
  ),
}
