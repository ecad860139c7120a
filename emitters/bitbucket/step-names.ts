import type { Job, Pipeline } from '../../src/ir.ts'
import { splitMatrix } from '../../src/lower/split-matrix.ts'
import type { Spot } from '../../src/lower/spots.ts'
import { takeName } from '../../src/take-name.ts'
import { spotsOf } from './matrix.ts'
import { nameOf } from './steps.ts'

/** The names of steps, for people: each is another. */
export type StepNames = (job: Job, spot: Spot) => string

/** The names of the steps of a pipeline; of those that would be alike the later ones say whose they are. */
export function stepNames(pipeline: Pipeline): StepNames {
  const before = known.get(pipeline)
  if (before !== undefined) return before
  const made = namesIn(pipeline)
  known.set(pipeline, made)
  return made
}

// Each section of the file asks for them anew.
const known = new WeakMap<Pipeline, StepNames>()

function namesIn({ jobs }: Pipeline): StepNames {
  const all = jobs.flatMap((job) => spotsOf(job).map((spot) => ({ job, spot, wanted: wantedName(job, spot) })))
  const counts = new Map<string, number>()
  for (const { wanted } of all) counts.set(wanted, (counts.get(wanted) ?? 0) + 1)
  const taken = new Set<string>()
  const names = new Map(
    all.map(({ job, spot, wanted }) => {
      const base = counts.get(wanted) === 1 ? wanted : `${wanted}${valuesOf(wanted, spot)}`
      const first = taken.has(base) ? `${base} [${job.id}${spot.suffix}]` : base
      const name = takeName(first, taken, (number) => `${base} [${job.id}${spot.suffix} ${number}]`)
      return [keyOf(job, spot), name] as const
    }),
  )
  return (job, spot) => names.get(keyOf(job, spot)) ?? wantedName(job, spot)
}

/** The jobs of stories by the names of their steps: `job`, or `job[a,b]` for one run of a matrix job. */
export function runNames(pipelines: readonly Pipeline[]): ReadonlyMap<string, string> {
  return new Map(
    pipelines.flatMap((whole) => {
      const parted = splitMatrix(whole)
      const name = stepNames(parted)
      // A part of a matrix job keeps the steps of the whole.
      const own = (job: Job) => whole.jobs.find((one) => one.id === job.id || one.steps === job.steps)?.id ?? job.id
      return parted.jobs.flatMap((job) =>
        spotsOf(job).map((spot): readonly [string, string] => [
          name(job, spot),
          job.matrix === null ? own(job) : `${own(job)}[${Object.values(spot.cell).join(',')}]`,
        ]),
      )
    }),
  )
}

function wantedName(job: Job, spot: Spot): string {
  const name = nameOf(job.name, spot) || job.id
  const tells = job.name.some((part) => typeof part !== 'string' && part.ref === 'matrix')
  return spot.suffix === '' || tells || (job.matrix?.cells.length ?? 0) < 2 ? name : `${name}${valuesOf(name, spot)}`
}

function valuesOf(name: string, { cell }: Spot): string {
  const values = ` (${Object.values(cell)
    .filter((value) => value !== '')
    .join(', ')})`
  return values === ' ()' || name.endsWith(values) ? '' : values
}

function keyOf(job: Job, spot: Spot): string {
  return `${job.id} ${spot.suffix}`
}
