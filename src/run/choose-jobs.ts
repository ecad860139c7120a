import type { Job, Pipeline } from '../ir.ts'

/** Which jobs are asked for. */
export interface Asked {
  /** These and what they need; empty: all. */
  readonly jobs: readonly string[]
  /** These and all that waits for them; empty: from the beginning. */
  readonly from: readonly string[]
}

/** The ids of the jobs that take part in a run. A job needs what the story says it needs; the order of stages makes no need. */
export function chooseJobs({ jobs }: Pipeline, { jobs: wanted, from }: Asked): ReadonlySet<string> {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const chosen = wanted.length === 0 ? new Set(byId.keys()) : new Set(wanted.flatMap((id) => upstream(id, byId)))
  if (from.length === 0) return chosen
  const behind = new Set(from)
  // In the order of the story whoever waits stands behind, but for needs inside a stage.
  for (let size = -1; size !== behind.size; ) {
    size = behind.size
    for (const job of jobs) if (job.needs.some((need) => behind.has(need.job))) behind.add(job.id)
  }
  return new Set([...chosen].filter((id) => behind.has(id)))
}

function upstream(id: string, byId: ReadonlyMap<string, Job>, seen = new Set<string>()): readonly string[] {
  const job = byId.get(id)
  if (job === undefined || seen.has(id)) return []
  seen.add(id)
  return [id, ...job.needs.filter((need) => need.by === 'needs').flatMap((need) => upstream(need.job, byId, seen))]
}
