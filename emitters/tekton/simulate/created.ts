import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { parseYaml } from '../../../src/yaml/read.ts'
import type { Manifest } from './manifests.ts'
import { jobsAt } from './schedules.ts'
import { type Started, startedBy } from './starting.ts'

/**
 * The runs that somebody creates as they stand: a person those whose file is to be filled in and created, and those of
 * pipelines that nothing else starts; a CronJob those of the ConfigMap that it mounts.
 */
export function startedAsWritten(objects: readonly Manifest[], event: PlanEvent): readonly Started[] {
  if (event.name === 'manual') {
    const runs = objects.filter(({ kind, path }) => kind === 'PipelineRun' && !/(^|\/)\.tekton\//.test(path))
    return [...runs, ...objects.flatMap((object) => runOf(object, objects) ?? [])].flatMap(
      (run) =>
        filledIn(
          startedBy(run, objects, (text) => text),
          event,
        ) ?? [],
    )
  }
  if (event.name !== 'schedule') return []
  return jobsAt(event, objects).flatMap((job) => {
    const template = mapOf(mapOf(mapOf(mapOf(mapOf(job.object.spec).jobTemplate).spec).template).spec)
    const maps = listOf(template.volumes).flatMap((volume) => textOf(mapOf(mapOf(volume).configMap).name) ?? [])
    return objects
      .filter(({ kind, name }) => kind === 'ConfigMap' && maps.includes(name))
      .flatMap(({ path, object }) => Object.values(mapOf(object.data)).map((text) => ({ path, text })))
      .flatMap(({ path, text }) =>
        runsIn(text).flatMap(
          (run) => startedBy({ path, kind: 'PipelineRun', name: '', object: run }, objects, (one) => one) ?? [],
        ),
      )
  })
}

// A pipeline that nothing else names is one that people start, and fill in: https://tekton.dev/docs/cli/
function runOf({ path, kind, name, object }: Manifest, objects: readonly Manifest[]): Manifest | undefined {
  const others = objects.filter((other) => other.object !== object)
  if (kind !== 'Pipeline' || others.some((other) => JSON.stringify(other.object).includes(name))) return undefined
  const open = listOf(mapOf(object.spec).params).map(mapOf)
  const params = open.filter((one) => one.default === undefined).map((one) => ({ name: one.name ?? '', value: '' }))
  return { path, kind: 'PipelineRun', name, object: { spec: { pipelineRef: { name }, params } } }
}

function runsIn(text: Data): readonly ReturnType<typeof mapOf>[] {
  if (typeof text !== 'string') return []
  return parseYaml(text)
    .documents.map(({ value }) => value)
    .filter(isMap)
    .filter(({ kind }) => kind === 'PipelineRun')
}

// A person writes the inputs and the branch into the file.
function filledIn(started: Started | undefined, { inputs, branch }: PlanEvent): Started | undefined {
  if (started === undefined) return undefined
  const params = new Map(started.params)
  for (const name of params.keys()) {
    const value = inputs[name.replace(/^input-/, '')] ?? (name === 'branch' ? branch : undefined)
    if (value !== undefined) params.set(name, value)
  }
  return { ...started, params }
}
