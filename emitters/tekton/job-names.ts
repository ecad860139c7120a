import type { Pipeline } from '../../src/ir.ts'
import { splitMatrix } from '../../src/lower/split-matrix.ts'
import { writeOutMachines, writtenOut } from './matrix.ts'
import { planOf } from './plan.ts'
import { runsOf } from './runs.ts'

/** The jobs of stories by the names of their tasks: `job`, or `job[a,b]` for one run of a matrix job. */
export function jobNames(pipelines: readonly Pipeline[]): ReadonlyMap<string, string> {
  return new Map(pipelines.flatMap(namesIn))
}

function namesIn(pipeline: Pipeline): readonly (readonly [task: string, job: string])[] {
  const parted = splitMatrix(pipeline)
  const whole = writeOutMachines(parted)
  const cells = new Map([...writtenOut(parted).values()].flat().map(({ id, cell }) => [id, cell]))
  // What was made of a job stands where the job stood.
  const own = new Map(pipeline.jobs.map(({ id, origin }) => [origin, id]))
  return runsOf(pipeline).flatMap((run) =>
    planOf(whole, run).jobs.flatMap(({ job, task }): readonly (readonly [string, string])[] => {
      const id = own.get(job.origin) ?? job.id
      const cell = cells.get(job.id)
      if (cell !== undefined) return [[task, named(id, cell)]]
      return [[task, id], ...(job.matrix?.cells ?? []).map((one) => [named(task, one), named(id, one)] as const)]
    }),
  )
}

function named(name: string, cell: Readonly<Record<string, string>>): string {
  return `${name}[${Object.values(cell).join(',')}]`
}
