import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf } from '../../../src/yaml/look.ts'

/** What a run can say of itself; all else the cluster does not take. */
export const runKeys: ReadonlySet<string> = new Set([
  'params',
  'pipelineRef',
  'timeouts',
  'workspaces',
  'taskRunTemplate',
  'status',
])

/** Older names of parts of a run. */
export const olderRunKeys: ReadonlySet<string> = new Set([
  'serviceAccountName',
  'podTemplate',
  'timeout',
  'pipelineSpec',
  'taskRunSpecs',
])

/**
 * A run as the newest version writes it.
 *
 * @see https://github.com/tektoncd/pipeline/blob/main/docs/migrating-v1beta1-to-v1.md
 */
export function upgradeRun(spec: DataMap): DataMap {
  const { serviceAccountName, podTemplate, timeout, pipelineSpec, taskRunSpecs, ...others } = spec
  const rest = Object.fromEntries(Object.entries(others).filter(([key]) => runKeys.has(key))) as DataMap
  const template = {
    ...(textOf(serviceAccountName) !== undefined && { serviceAccountName: serviceAccountName as Data }),
    ...(podTemplate !== undefined && { podTemplate }),
    ...mapOf(rest.taskRunTemplate),
  }
  const specs = listOf(taskRunSpecs).map((one) => {
    if (!isMap(one)) return one
    const { taskServiceAccountName, taskPodTemplate, ...other } = one
    return {
      ...other,
      ...(taskServiceAccountName !== undefined && { serviceAccountName: taskServiceAccountName }),
      ...(taskPodTemplate !== undefined && { podTemplate: taskPodTemplate }),
    }
  })
  return {
    ...rest,
    ...(Object.keys(template).length > 0 && { taskRunTemplate: template }),
    ...(timeout !== undefined && { timeouts: { pipeline: timeout, ...mapOf(rest.timeouts) } }),
    ...(specs.length > 0 && { taskRunSpecs: specs }),
    ...(pipelineSpec !== undefined && { pipelineSpec }),
  }
}

/** A task as the newest version writes it. */
export function upgradeTask(spec: DataMap): DataMap {
  const { inputs, stepTemplate, steps, sidecars, ...rest } = spec
  const params = rest.params ?? mapOf(inputs).params
  const template = mapOf(stepTemplate)
  return {
    ...rest,
    ...(params !== undefined && { params }),
    ...(stepTemplate !== undefined && { stepTemplate: upgradeStep(template) }),
    ...(steps !== undefined && { steps: listOf(steps).map(upgradeStep) }),
    ...(sidecars !== undefined && { sidecars: listOf(sidecars).map(upgradeStep) }),
  }
}

function upgradeStep(step: Data): Data {
  if (!isMap(step)) return step
  const { resources, ...rest } = step
  return resources === undefined || rest.computeResources !== undefined
    ? step
    : { ...rest, ...(isMap(resources) && { computeResources: resources }) }
}

/**
 * A reference to a task or a pipeline as the newest version writes it: bundles and tasks of the whole cluster have
 * resolvers now.
 *
 * @see https://github.com/tektoncd/pipeline/blob/main/docs/migrating-v1beta1-to-v1.md
 */
export function upgradeRef(ref: DataMap): DataMap {
  const { bundle, name, kind, ...rest } = ref
  const word = textOf(kind) ?? 'Task'
  if (textOf(bundle) !== undefined) {
    const params = { bundle: bundle ?? '', name: name ?? '', kind: word.toLowerCase() }
    return { ...rest, resolver: 'bundles', params: listed(params) }
  }
  if (word === 'ClusterTask' && rest.apiVersion === undefined)
    return { ...rest, resolver: 'cluster', params: listed({ kind: 'task', name: name ?? '' }) }
  // What is not said of the kind is this.
  if (word === 'Task' && name !== undefined) return { ...rest, name }
  return ref
}

function listed(params: Readonly<Record<string, Data>>): Data {
  return Object.entries(params).map(([name, value]) => ({ name, value }))
}
