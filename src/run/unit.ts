import type { Cell, Job } from '../ir.ts'
import { cellName } from '../plan/cell-name.ts'

/** A job, or one run of a matrix job. */
export interface Unit {
  readonly job: Job
  readonly cell: Cell | null
  /** `job`, or `job[a,b]`; what people read and name. */
  readonly name: string
  /** Its place among all units of the pipeline. */
  readonly index: number
}

/** The units of each job, in the order of the story. */
export function unitsOf(jobs: readonly Job[]): ReadonlyMap<string, readonly Unit[]> {
  let index = 0
  return new Map(
    jobs.map((job) => [
      job.id,
      (job.matrix?.cells ?? [null]).map((cell) => ({ job, cell, name: cellName(job.id, cell), index: index++ })),
    ]),
  )
}
