import { yes } from '../../src/condition/build.ts'
import type { Cell, Condition, Job } from '../../src/ir.ts'
import { slug } from './names.ts'

/** A cell of a job, one step of the output. */
export interface Spot {
  readonly cell: Cell
  /** What tells it from the other cells in names; empty without a matrix. */
  readonly suffix: string
  /** What is left of the condition. */
  readonly condition: Condition
}

/** The cells of a job, before conditions are looked at; one without values where it has no matrix. */
export function spotsOf(job: Job): readonly Spot[] {
  if (job.matrix === null) return [{ cell: {}, suffix: '', condition: yes }]
  const taken = new Set<string>()
  return job.matrix.cells.map((cell, index) => {
    const values = `-${slug(
      Object.values(cell)
        .filter((value) => value !== '')
        .join('-'),
    )}`
    const suffix = taken.has(values) ? `-${index + 1}` : values
    taken.add(suffix)
    return { cell, suffix, condition: yes }
  })
}
