import type { Cell, Job } from '../../src/ir.ts'
import { slug } from './names.ts'

/** A cell of a job: one step of the output. */
export interface Spot {
  readonly cell: Cell
  /** What tells it from the other cells in names; empty without a matrix. */
  readonly suffix: string
}

/** The cells of a job; one without values where it has no matrix. */
export function spotsOf(job: Job): readonly Spot[] {
  if (job.matrix === null) return [{ cell: {}, suffix: '' }]
  const taken = new Set<string>()
  return job.matrix.cells.map((cell, index) => {
    const values = `-${slug(
      Object.values(cell)
        .filter((value) => value !== '')
        .join('-'),
    ).toLowerCase()}`
    const suffix = taken.has(values) ? `${values}-${index + 1}` : values
    taken.add(suffix)
    return { cell, suffix }
  })
}
