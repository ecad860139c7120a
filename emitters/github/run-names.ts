import type { Cell, Job, Pipeline } from '../../src/ir.ts'
import { splitMatrix } from '../../src/lower/split-matrix.ts'
import { shownCells } from './matrix.ts'

/**
 * The story's jobs by what the files call them, and the runs of matrix jobs as the vendor shows them: with the values
 * of the combination in parentheses.
 *
 * @see https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
 */
export function runNames(pipelines: readonly Pipeline[]): ReadonlyMap<string, string> {
  return new Map(pipelines.flatMap((whole) => splitMatrix(whole).jobs.flatMap((job) => namesOf(job, whole))))
}

function namesOf(job: Job, whole: Pipeline): readonly (readonly [string, string])[] {
  // A part of a matrix job keeps the steps of the whole.
  const own = whole.jobs.find((one) => one.id === job.id) ?? whole.jobs.find((one) => one.steps === job.steps)
  const id = own?.id ?? job.id
  const cells = job.matrix?.cells ?? []
  const made = job.matrix === null ? [] : shownCells(job.matrix)
  return [
    [job.id, id],
    ...cells.map((cell, index) => {
      const run = `${id}[${Object.values(cell).join(',')}]`
      return [shown(job.id, made[index] ?? cell), run] as const
    }),
  ]
}

function shown(id: string, cell: Cell): string {
  const values = Object.values(cell).filter((value) => value !== '')
  return values.length === 0 ? id : `${id} (${values.join(', ')})`
}
