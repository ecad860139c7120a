import type { Need } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap, listOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import type { Surroundings } from './normal.ts'

/** The order of a job, as its file says it. */
export interface ReadNeeds {
  readonly needs: readonly Need[]
  readonly trouble: readonly string[]
}

/** What a job waits for: the jobs that it names, else those of all earlier stages: https://docs.gitlab.com/ci/yaml/#needs */
export function readNeeds(
  get: (key: string) => Data | undefined,
  ids: ReadonlyMap<string, string>,
  around: Surroundings,
  origin: Origin,
): ReadNeeds {
  const trouble: string[] = []
  const data = get('needs')
  const dependencies = get('dependencies')
  const fetched = dependencies === undefined ? undefined : new Set(textsOf(dependencies))
  if (data === undefined) {
    const takes = (name: string): boolean => around.leavesFiles(name) && (fetched?.has(name) ?? true)
    const named = around.earlier.some(takes)
    const needs = around.earlier.map(
      (name): Need => ({
        job: ids.get(name) ?? name,
        by: named ? 'needs' : 'stage',
        artifacts: named && takes(name),
        optional: !named || around.isConditional(name),
        origin,
      }),
    )
    return { needs, trouble }
  }
  const seen = new Set<string>()
  const needs = listOf(data).flatMap((item): readonly Need[] => {
    const map = isMap(item) ? item : { job: item }
    const name = textOf(map.job) ?? ''
    const job = ids.get(name)
    if (job === undefined || map.project !== undefined || map.pipeline !== undefined) {
      trouble.push(job === undefined ? `'${name}' stands in another file` : 'a job of another pipeline')
      return []
    }
    if (isMap(item) && item.parallel !== undefined) trouble.push('one run of a matrix job')
    if (seen.has(job)) return []
    seen.add(job)
    const artifacts = map.artifacts !== false && (fetched?.has(name) ?? true)
    return [{ job, by: 'needs', artifacts, optional: map.optional === true, origin }]
  })
  return { needs, trouble }
}
