import { allOf, anyOf, isNo, isYes } from '../condition/build.ts'
import { inCell } from '../condition/given.ts'
import { tests } from '../condition/tests.ts'
import type { Cell, Condition, Job, Matrix, Need, Pipeline } from '../ir.ts'

/**
 * The pipeline without matrix values in the conditions of jobs: a matrix job whose condition depends on the cell is
 * parted into one job for each condition that is left. Whoever needs it needs all the parts; parts may be skipped.
 */
export function splitMatrix(pipeline: Pipeline): Pipeline {
  if (!pipeline.jobs.some(dependsOnCell)) return pipeline
  const parts = new Map<string, readonly Job[]>()
  const taken = new Set(pipeline.jobs.map((job) => job.id.toLowerCase()))
  for (const job of pipeline.jobs) if (dependsOnCell(job)) parts.set(job.id, split(job, taken))
  const jobs = pipeline.jobs.flatMap((job) => parts.get(job.id) ?? [job])
  const whole = new Map(pipeline.jobs.map((job) => [job.id, job]))
  return { ...pipeline, jobs: jobs.map((job) => withParts(job, parts, whole)) }
}

/**
 * Where every part of a needed job may be missing, the job itself asks whether one of them runs, and needs what they
 * need: if they are all skipped, so is it.
 */
function withParts(job: Job, parts: Parts, whole: ReadonlyMap<string, Job>): Job {
  const asked: Condition[] = []
  const more: Need[] = []
  const follow = (need: Need): void => {
    const split = parts.get(need.job)
    if (split === undefined || need.by === 'stage' || need.optional || split.some(isAlways)) return
    asked.push(anyOf(split.map((part) => part.condition)))
    for (const inner of whole.get(need.job)?.needs ?? []) {
      if (inner.by === 'stage') continue
      more.push(...needsOf({ ...inner, artifacts: false }, parts))
      follow(inner)
    }
  }
  if (job.status === 'success') for (const need of job.needs) follow(need)
  const needs = [...job.needs.flatMap((need) => needsOf(need, parts)), ...more]
  return {
    ...job,
    condition: allOf([job.condition, ...asked]),
    needs: needs.filter(({ job: id }, index) => needs.findIndex((other) => other.job === id) === index),
  }
}

type Parts = ReadonlyMap<string, readonly Job[]>

function isAlways({ condition }: Job): boolean {
  return isYes(condition)
}

function dependsOnCell(job: Job): boolean {
  return (
    job.matrix !== null && tests(job.condition).some((test) => test.test === 'equals' && test.value.ref === 'matrix')
  )
}

function split(job: Job, taken: Set<string>): readonly Job[] {
  const groups = new Map<string, { readonly condition: Condition; readonly cells: Cell[] }>()
  for (const cell of job.matrix?.cells ?? []) {
    const condition = inCell(job.condition, cell)
    if (isNo(condition)) continue
    const key = JSON.stringify(condition)
    const group = groups.get(key) ?? { condition, cells: [] }
    group.cells.push(cell)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ condition, cells }, index) => ({
    ...job,
    id: index === 0 ? job.id : free(job.id, index + 1, taken),
    condition,
    matrix: { ...(job.matrix as Matrix), axes: [], exclude: [], include: cells, cells },
  }))
}

function free(id: string, number: number, taken: Set<string>): string {
  let name = `${id}-${number}`
  while (taken.has(name.toLowerCase())) name = `${name}-part`
  taken.add(name.toLowerCase())
  return name
}

// The first part that always runs carries the need; where there is none, every part may be missing.
function needsOf(need: Need, parts: Parts): readonly Need[] {
  const split = parts.get(need.job)
  if (split === undefined) return [need]
  return split.map((part) => ({
    ...need,
    job: part.id,
    optional: need.optional || !isAlways(part),
  }))
}
