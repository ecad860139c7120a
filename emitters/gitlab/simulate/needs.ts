import type { Data } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { cellsOf } from './parallel.ts'
import type { Present } from './presence.ts'

/** What a job waits for: the names of runs, by name or by stages; undefined where GitLab would make no pipeline. */
export interface Waits {
  readonly byName: boolean
  readonly runs: readonly string[]
}

/**
 * The runs that a job waits for. One that is named must be in the pipeline, unless it is optional; where the
 * configuration is not `complete`, it may be in a part that cannot be seen.
 *
 * @see https://docs.gitlab.com/ci/yaml/#needs
 */
export function waitsOf(present: Present, jobs: readonly Present[], complete: boolean): Waits | undefined {
  if (present.needs === undefined) {
    const earlier = jobs.filter(({ stage }) => stage < present.stage)
    return { byName: false, runs: earlier.flatMap(({ runs }) => runs.map(({ name }) => name)) }
  }
  const found: string[] = []
  for (const entry of flat(present.needs)) {
    const need = mapOf(entry)
    // Jobs of other pipelines bring files, and are not waited for here.
    if (need.pipeline !== undefined || need.project !== undefined) continue
    const name = textOf(entry) ?? textOf(need.job)
    const target = jobs.find((other) => other.name === name && other.stage <= present.stage)
    if (target === undefined && need.optional !== true && complete) return undefined
    found.push(...(target === undefined ? [] : runsOf(target, mapOf(need.parallel).matrix)))
  }
  return { byName: true, runs: [...new Set(found)] }
}

function flat(needs: Data): readonly Data[] {
  return listOf(needs).flatMap((need) => (Array.isArray(need) ? flat(need as readonly Data[]) : [need]))
}

function runsOf({ runs }: Present, matrix: Data | undefined): readonly string[] {
  const wanted = matrix === undefined ? undefined : cellsOf(matrix)
  return runs
    .filter(
      ({ cell }) => wanted?.some((one) => Object.entries(one).every(([key, value]) => cell[key] === value)) ?? true,
    )
    .map(({ name }) => name)
}
