import { layersOf } from '../../lower/layers.ts'
import { cellName } from '../cell-name.ts'
import type { Fate, Plan, PlannedJob } from '../plan.ts'
import { fateWords } from '../tell.ts'

/** A plan as nodes in layers, with the arrows that say all: one that others imply is left out. */
export interface Graph {
  readonly layers: readonly (readonly Node[])[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
}

/** A job of a picture, with all its runs. */
export interface Node {
  readonly job: string
  readonly fate: Fate
  /** What stands below the name: what becomes of it, runs, environment, gate. */
  readonly note: string
}

/** What a plan looks like. */
export function graphOf({ jobs }: Plan): Graph {
  const runs = new Map<string, PlannedJob[]>()
  for (const run of jobs) runs.set(run.job, [...(runs.get(run.job) ?? []), run])
  const waits = new Map([...runs].map(([job, own]) => [job, own[0]?.waits ?? []]))
  const before = ancestorsBy(waits)
  const nodes = new Map([...runs].map(([job, own]) => [job, nodeOf(job, own)]))
  return {
    layers: layersOf([...runs.keys()], waits).map((layer) => layer.flatMap((job) => nodes.get(job) ?? [])),
    edges: [...waits].flatMap(([to, list]) =>
      list.filter((from) => !list.some((other) => before.get(other)?.has(from))).map((from) => ({ from, to })),
    ),
  }
}

const worst: readonly Fate[] = ['failed', 'waiting', 'held', 'succeeded', 'skipped']

function nodeOf(job: string, runs: readonly PlannedJob[]): Node {
  const fate = worst.find((one) => runs.some((run) => run.fate === one)) ?? 'skipped'
  const cells = runs.flatMap(({ cell }) => (cell === null ? [] : [cellName('', cell).slice(1, -1)]))
  const alike = runs.filter((run) => run.fate === fate).length
  const shown = alike < runs.length ? [] : cells.length > 3 ? [`${cells.length} cells`] : cells
  const { environment = null, gate = false } = runs[0] ?? {}
  return {
    job,
    fate,
    note: [
      alike < runs.length ? `${alike} of ${runs.length} ${fateWords[fate]}` : fateWords[fate],
      ...shown,
      ...(environment === null ? [] : [`to ${environment}`]),
      ...(gate ? ['gate'] : []),
    ].join(' · '),
  }
}

function ancestorsBy(waits: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>()
  // A plan lists jobs behind those that they wait for.
  for (const [job, list] of waits)
    found.set(job, new Set(list.flatMap((other) => [other, ...(found.get(other) ?? [])])))
  return found
}
