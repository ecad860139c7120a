import type { Normalise, NormaliseAll } from '../../../src/read/reading.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { mapOf, textOf } from '../../../src/yaml/look.ts'
import { startedRuns } from './listeners.ts'
import { normalWhole } from './normal.ts'
import { type FoundRun, findRuns } from './objects.ts'

/** The meaning of files together: their runs by name, with the tasks and pipelines that they name in their places. */
export const normaliseAll: NormaliseAll = (files) => {
  const sources = files.flatMap(({ path, documents }) => {
    const nowhere = { file: path, line: 1, column: 1 }
    return documents.map((data) => ({ file: path, data, at: () => nowhere }))
  })
  return meaningOf(findRuns([...sources, ...startedRuns(sources)]))
}

/** The meaning of runs, by their names and what starts them. */
export function meaningOf(found: readonly FoundRun[]): DataMap {
  const runs = found.filter(({ tasks, spec }) => tasks.length > 0 || spec.pipelineRef !== undefined)
  const made: Record<string, DataMap> = {}
  const named = runs.flatMap((run) => normalWhole(run).map((whole) => [nameIn(whole, run.name), whole] as const))
  for (const [name, whole] of named.toSorted(
    ([one, a], [other, b]) => order(one, other) || order(keyOf(a), keyOf(b)),
  )) {
    let key = name
    for (let number = 2; made[key] !== undefined; number++) key = `${name} ${number}`
    made[key] = whole
  }
  return made
}

/** The meaning of one file. */
export const normalise: Normalise = (file) => normaliseAll([file])

function nameIn({ metadata, start }: DataMap, name: string): string {
  if (mapOf(start).kind === 'manual') return name.replace(/(?:-\d+)?(?:-manual)?$/, '')
  const { name: own, generateName } = mapOf(metadata)
  return [textOf(own) ?? textOf(generateName) ?? name, textOf(mapOf(start).kind)].filter(Boolean).join(' on ')
}

function keyOf(whole: DataMap): string {
  return JSON.stringify(whole)
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
