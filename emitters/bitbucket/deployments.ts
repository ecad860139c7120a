import type { Job } from '../../src/ir.ts'
import { rankOf } from './environment.ts'
import { scopeOf } from './jobs.ts'
import type { Layout } from './layout.ts'
import type { Present } from './present.ts'
import type { Start } from './start.ts'
import { fieldValue } from './values.ts'

/**
 * The steps that Bitbucket keeps as deployments, by job and cell. A run has one for each environment, and goes from test to
 * staging to production: https://support.atlassian.com/bitbucket-cloud/docs/set-up-and-monitor-deployments/
 */
export function deploymentsOf(present: readonly Present[], layout: Layout, start: Start): ReadonlySet<string> {
  const byJob = new Map(present.map((one) => [one.job, one]))
  const inOrder = jobsOf(layout).filter((job) => job.environment !== null)
  const steps = inOrder.flatMap((job) =>
    (byJob.get(job)?.cells ?? []).map((spot) => ({
      key: `${job.id}${spot.suffix}`,
      name: fieldValue(job.environment?.name ?? [], scopeOf(start, job, spot.cell)),
      rank: rankOf(job),
    })),
  )
  const names = steps.map((step) => step.name)
  let highest = 0
  const kept = new Set<string>()
  for (const { key, name, rank } of steps) {
    const backwards = rank !== undefined && rank < highest
    if (names.indexOf(name) === names.lastIndexOf(name) && !backwards) kept.add(key)
    highest = Math.max(highest, rank ?? 0)
  }
  return kept
}

function jobsOf(layout: Layout): readonly Job[] {
  return layout.flat().flatMap((member) => ('job' in member ? [member.job] : jobsOf(member.child)))
}
