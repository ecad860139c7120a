import { cellName } from '../../plan/cell-name.ts'
import type { PlannedJob } from '../../plan/plan.ts'

/** The colours of fates. */
export const colours = { succeeded: 'green', failed: 'red', skipped: 'dim', held: 'yellow', waiting: 'yellow' } as const

/** A run of a job as the options of the command name it: `unit[3.13]`. */
export function runName({ job, cell }: PlannedJob): string {
  return cellName(job, cell)
}

/** The width of a column of such names. */
export function runWidth(jobs: readonly PlannedJob[]): number {
  return Math.min(40, Math.max(0, ...jobs.map((run) => runName(run).length)))
}
