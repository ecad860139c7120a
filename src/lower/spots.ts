import type { Cell, Job } from '../ir.ts'
import { takeName } from '../take-name.ts'

/** A cell of a job, which is a step of the output where the vendor has no matrix. */
export interface Spot {
  readonly cell: Cell
  /** What tells it from the other cells in names; empty without a matrix. */
  readonly suffix: string
}

/** The cells of a job, told apart by their values as `slug` writes them; one without values where it has no matrix. */
export function spotsOf(job: Job, slug: (values: string) => string): readonly Spot[] {
  if (job.matrix === null) return [{ cell: {}, suffix: '' }]
  const taken = new Set<string>()
  return job.matrix.cells.map((cell) => {
    const values = Object.values(cell).filter((value) => value !== '')
    return { cell, suffix: takeName(`-${slug(values.join('-'))}`, taken) }
  })
}
