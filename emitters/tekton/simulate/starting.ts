import type { Data } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import type { Manifest } from './manifests.ts'

/** A run that an event starts. */
export interface Started {
  readonly path: string
  readonly tasks: readonly Data[]
  readonly finally: readonly Data[]
  readonly params: ReadonlyMap<string, string>
}

/**
 * The run of a PipelineRun: its pipeline, which may stand in an object of its own, with the values of its parameters;
 * `fill` fills in what whoever starts it puts into texts. Undefined where the pipeline is not among the objects.
 *
 * @see https://tekton.dev/docs/pipelines/pipelineruns/
 */
export function startedBy(
  run: Manifest,
  objects: readonly Manifest[],
  fill: (text: string) => string,
): Started | undefined {
  const spec = mapOf(run.object.spec)
  const named = textOf(mapOf(spec.pipelineRef).name)
  const other =
    named === undefined ? undefined : objects.find(({ kind, name }) => kind === 'Pipeline' && name === named)
  const pipeline = mapOf(spec.pipelineSpec ?? other?.object.spec)
  if (pipeline.tasks === undefined) return undefined
  const defaults = listOf(pipeline.params).map(mapOf)
  const given = listOf(spec.params).map(mapOf)
  return {
    path: run.path,
    tasks: listOf(pipeline.tasks),
    finally: listOf(pipeline.finally),
    params: new Map([
      ...defaults.flatMap(({ name, default: value }) => {
        const text = textOf(value)
        return text === undefined ? [] : [[textOf(name) ?? '', text] as const]
      }),
      ...given.map(({ name, value }) => [textOf(name) ?? '', fill(textOf(value) ?? '')] as const),
    ]),
  }
}
