import type { Job, Pipeline } from '../../src/ir.ts'
import type { KubernetesObject, TektonResources, TektonTaskRunSpec } from './schema.ts'

const archs: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

const sizes: Readonly<Record<string, TektonResources>> = {
  small: { requests: { cpu: '1', memory: '2Gi' } },
  medium: { requests: { cpu: '2', memory: '4Gi' } },
  large: { requests: { cpu: '4', memory: '8Gi' } },
}

/** The nodes of every task that says nothing else: https://kubernetes.io/docs/reference/labels-annotations-taints/ */
export const usualNode: Readonly<Record<string, string>> = { 'kubernetes.io/arch': 'amd64' }

/** What the container of the steps asks for; undefined: nothing. */
export function resourcesOf(job: Job): TektonResources | undefined {
  return sizes[job.runner.size.join('')]
}

/** The labels that the node of a job must have. */
export function nodeOf(job: Job, pipeline: Pipeline): Readonly<Record<string, string>> {
  const { os, arch, size, labels } = job.runner
  const machine = [os.join(''), arch.join('')].join('/')
  const named = pipeline.runners.tekton
  const own = named?.[size.length === 0 ? machine : `${machine}/${size.join('')}`] ?? named?.[machine] ?? []
  return {
    'kubernetes.io/arch': archs[arch.join('')] ?? arch.join(''),
    ...Object.fromEntries(
      [...own, ...labels].map((pair) => [pair.split('=', 1)[0] ?? pair, pair.split('=').slice(1).join('=')]),
    ),
  }
}

/** What the pod of a task has of its own; undefined: nothing. */
export function podOf(task: string, job: Job, pipeline: Pipeline): TektonTaskRunSpec | undefined {
  const node = nodeOf(job, pipeline)
  if (JSON.stringify(node) === JSON.stringify(usualNode)) return undefined
  return { pipelineTaskName: task, podTemplate: { nodeSelector: node } }
}

/** The user of the steps; undefined: that of the image, or the one that the cluster gives. */
export function securityOf(job: Job): KubernetesObject | undefined {
  const user = job.container?.user
  if (user === undefined || user === null) return undefined
  return { runAsUser: user === 'root' ? 0 : Number(user) }
}
