import { cellName } from '../../plan/cell-name.ts'
import type { PlannedJob } from '../../plan/plan.ts'

/** The colours of fates. */
export const colours = { succeeded: 'green', failed: 'red', skipped: 'dim', held: 'yellow', waiting: 'yellow' } as const

/** A run of a job, for people: `unit [3.13]`. */
export function runName({ job, cell }: PlannedJob): string {
  return cell === null ? job : cellName(job, cell).replace('[', ' [').replaceAll(',', ', ')
}

/** The width of a column of such names. */
export function runWidth(jobs: readonly PlannedJob[]): number {
  return Math.min(40, Math.max(0, ...jobs.map((run) => runName(run).length)))
}
