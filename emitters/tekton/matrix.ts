import type { Report } from '../../src/diagnostics.ts'
import type { Cell, Job, Matrix, Pipeline } from '../../src/ir.ts'
import { fillCell } from '../../src/lower/fill-cell.ts'
import { takeLiterally } from './collisions.ts'
import { labels } from './names.ts'
import type { TektonMatrix } from './schema.ts'
import { matrixParam } from './values.ts'

/** How many runs of a task Tekton takes: https://tekton.dev/docs/pipelines/additional-configs/ */
export const matrixLimit = 256

/**
 * The matrix of a task: every combination where that is what the story means, else the rows one by one.
 *
 * @see https://tekton.dev/docs/pipelines/matrix/
 */
export function matrixOf(matrix: Matrix, report: Report): TektonMatrix {
  const { axes, cells, origin } = matrix
  if (cells.length > matrixLimit)
    report('limit', origin, {
      vendor: 'Tekton',
      what: 'runs of one task',
      count: String(cells.length),
      limit: String(matrixLimit),
      help: 'part the matrix into two jobs',
    })
  for (const cell of cells) {
    for (const value of Object.values(cell)) {
      // Kubernetes would halve the dollar signs where the value becomes an environment variable.
      const text = value.includes('$$') ? '$(dollar)' : value
      takeLiterally(text, 'a value of a matrix', origin, report)
    }
  }
  const product = axes.reduce((count, axis) => count * axis.values.length, 1)
  const full = axes.length > 0 && matrix.exclude.length === 0 && matrix.include.length === 0 && product === cells.length
  if (full) return { params: axes.map(({ name, values }) => ({ name: matrixParam(name), value: values })) }
  const name = labels()
  return {
    include: cells.map((cell) => ({
      name: name(Object.values(cell).join('-')),
      params: Object.entries(cell).map(([key, value]) => ({ name: matrixParam(key), value })),
    })),
  }
}

/** The pipeline with one job for each cell where the cell chooses the machine or the gate: a task has one of each. */
export function writeOutMachines(pipeline: Pipeline): Pipeline {
  const chosen = writtenOut(pipeline)
  if (chosen.size === 0) return pipeline
  return {
    ...pipeline,
    jobs: pipeline.jobs
      .flatMap(
        (job): readonly Job[] =>
          chosen.get(job.id)?.map(({ id, cell }) => ({ ...fillCell(job, cell), id, matrix: null })) ?? [job],
      )
      .map((job) => ({
        ...job,
        needs: job.needs.flatMap((need) => chosen.get(need.job)?.map(({ id }) => ({ ...need, job: id })) ?? [need]),
      })),
  }
}

/** The jobs that `writeOutMachines` makes of others: by the id of the matrix job, one for each cell. */
export function writtenOut(
  pipeline: Pipeline,
): ReadonlyMap<string, readonly { readonly id: string; readonly cell: Cell }[]> {
  const name = labels()
  return new Map(
    pipeline.jobs.flatMap((job) => {
      const { os, arch, size } = job.runner
      const gate = job.environment?.approval === 'manual' ? job.environment.name : []
      const chooses = [...os, ...arch, ...size, ...gate].some(
        (part) => typeof part === 'object' && part.ref === 'matrix',
      )
      if (job.matrix === null || !chooses) return []
      return [
        [
          job.id,
          job.matrix.cells.map((cell) => ({ id: name(`${job.id} ${Object.values(cell).join(' ')}`), cell })),
        ] as const,
      ]
    }),
  )
}
