import type { Report } from '../../src/diagnostics.ts'
import type { Job } from '../../src/ir.ts'
import { docs } from './capabilities/docs.ts'
import { ancestors, hasMore, holds } from './graph.ts'
import type { PartsOfRun } from './parts-of-run.ts'
import type { Run } from './runs.ts'
import type { TektonPipelineTask } from './schema.ts'

/** A run with what stands in it. */
export interface PlannedRun {
  readonly run: Run
  readonly parts: PartsOfRun
}

/** What a failure stops beside the jobs that wait for it. */
export const stops = 'after a failure, no job that has not begun does begin, also beside it'

/**
 * Tells of each job that may not begin because another failed that it does not wait for: one that starts while it still
 * waits for others. Where a job names its needs, the table tells.
 *
 * @see https://tekton.dev/docs/pipelines/pipelines/
 */
export function tellStops(made: readonly PlannedRun[], report: Report): void {
  const late = new Map(made.flatMap(({ run, parts }) => lateJobs(parts).map((job) => [job.id, { job, run }] as const)))
  for (const { job, run } of late.values()) {
    const { id, title } = run.starting
    report(
      'feature-lowered',
      job.origin,
      { finding: `lowered:${id}/job.needs`, vendor: title, feature: `order of jobs (job '${job.id}')`, text: stops },
      docs.order,
    )
  }
}

function lateJobs({ plan, tasks }: PartsOfRun): readonly Job[] {
  const index = new Map(tasks.map(({ name }, at) => [name, at]))
  const before = ancestors(
    tasks.map((task) => [...(task.runAfter ?? []), ...resultsIn(task)].flatMap((name) => index.get(name) ?? [])),
  )
  const has = (set: number, at: number): boolean => holds(before[set] as Uint32Array, at)
  const places = plan.jobs.flatMap(({ task }) => index.get(task) ?? [])
  return plan.jobs.flatMap(({ job, task }) => {
    const own = index.get(task)
    if (own === undefined || job.status !== 'success' || job.needs.some(({ by }) => by === 'needs')) return []
    // What waits for nothing begins at once.
    if ((before[own] as Uint32Array).every((word) => word === 0)) return []
    const late = places.some((at) => {
      if (at === own || has(own, at) || has(at, own)) return false
      return hasMore(before[own] as Uint32Array, before[at] as Uint32Array, at)
    })
    return late ? [job] : []
  })
}

function resultsIn({ params, when, matrix }: TektonPipelineTask): readonly string[] {
  const text = JSON.stringify([params, when, matrix])
  return [...text.matchAll(/\$\(tasks\.([\w-]+)\.results\./g)].map(([, name = '']) => name)
}
