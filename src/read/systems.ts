import { verdicts } from '../check.ts'
import { isNo } from '../condition/build.ts'
import { tests } from '../condition/tests.ts'
import type { Report } from '../diagnostics.ts'
import type { Cell, Job, Matrix, Pipeline } from '../ir.ts'
import { fillCell } from '../lower/fill-cell.ts'
import { textIn } from '../machine.ts'
import { caseless, type TakenNames, takeName } from '../take-name.ts'
import type { Vendor } from '../vendor.ts'

/**
 * A pipeline with a job for each system in the place of a matrix over systems that a vendor refuses as one job: so it takes
 * those that it has machines of, and refuses no more than the others.
 */
export function withJobPerSystem(pipeline: Pipeline, target: Vendor, report: Report): Pipeline {
  const wide = pipeline.jobs.filter(canPart)
  if (wide.length === 0) return pipeline
  const refused = new Set(
    verdicts(pipeline, target).flatMap(({ feature, cell, use }) =>
      feature.startsWith('job.runner.') && cell.level === 'refused' ? (use.job?.id ?? []) : [],
    ),
  )
  const taken = caseless()
  for (const { id } of pipeline.jobs) taken.add(id)
  const parts = new Map(wide.filter(({ id }) => refused.has(id)).map((job) => [job.id, partsOf(job, taken)] as const))
  if (parts.size === 0) return pipeline
  for (const [id, made] of parts) {
    report('import-approximate', made[0]?.origin ?? pipeline.origin, {
      address: `the matrix of '${id}'`,
      from: 'one job on several systems',
      to: made.map((part) => part.id).join(', '),
      why: `${target.title} takes systems per job`,
    })
  }
  const jobs = pipeline.jobs.flatMap((job) => parts.get(job.id) ?? [job])
  return { ...pipeline, jobs: jobs.map((job) => ({ ...job, needs: needsOf(job, parts) })) }
}

// What counts for all cells together cannot be said of several jobs.
function canPart({ matrix, runner, condition, outputs }: Job): boolean {
  if (matrix === null || matrix.failFast === true || matrix.maxParallel !== null || runner.labels.length > 0)
    return false
  if (outputs.length > 0 || tests(condition).some((test) => test.test === 'equals' && test.value.ref === 'matrix'))
    return false
  return new Set(matrix.cells.map((cell) => textIn(runner.os, cell))).size > 1
}

function partsOf(job: Job, taken: TakenNames): readonly Job[] {
  const bySystem = new Map<string, Cell[]>()
  for (const cell of job.matrix?.cells ?? []) {
    const system = textIn(job.runner.os, cell)
    bySystem.set(system, [...(bySystem.get(system) ?? []), cell])
  }
  return [...bySystem].map(([system, cells], index) => {
    const id = index === 0 ? job.id : takeName(`${job.id}-${system}`, taken)
    return partOf(job, id, cells)
  })
}

function partOf(job: Job, id: string, cells: readonly Cell[]): Job {
  const [first = {}] = cells
  const fixed = Object.fromEntries(
    Object.entries(first).filter(([key, value]) => cells.every((cell) => cell[key] === value)),
  )
  const { matrix, ...rest } = job
  const filled = fillCell(rest, fixed)
  const steps = filled.steps.filter(({ condition }) => !isNo(condition))
  return { ...filled, id, matrix: matrix === null ? null : matrixOf(matrix, cells, fixed), steps }
}

function matrixOf(matrix: Matrix, all: readonly Cell[], fixed: Cell): Matrix | null {
  const cells = all.map((cell) => without(cell, fixed))
  const [first = {}] = cells
  const keys = Object.keys(first)
  if (keys.length === 0) return null
  const axes = keys.map((name) => ({ name, values: [...new Set(cells.map((cell) => cell[name] ?? ''))] }))
  const isWhole = axes.reduce((count, { values }) => count * values.length, 1) === cells.length
  return { ...matrix, axes: isWhole ? axes : [], exclude: [], include: isWhole ? [] : cells, cells }
}

function without(cell: Cell, fixed: Cell): Cell {
  return Object.fromEntries(Object.entries(cell).filter(([key]) => !Object.hasOwn(fixed, key)))
}

function needsOf(job: Job, parts: ReadonlyMap<string, readonly Job[]>): Job['needs'] {
  return job.needs.flatMap((need) => parts.get(need.job)?.map(({ id }) => ({ ...need, job: id })) ?? [need])
}
