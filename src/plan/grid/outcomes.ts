import { tests } from '../../condition/tests.ts'
import type { Pipeline } from '../../ir.ts'
import { cellName } from '../cell-name.ts'
import type { Outcomes } from '../event.ts'

/** Everything succeeds, every gate is opened, and no output is written. */
export const allWell: Outcomes = { failing: [], closed: [], outputs: {} }

const most = 40

/** Ends of a run: each job fails, pairs of them, runs of a matrix; gates stay closed; outputs have the values asked for. */
export function outcomesFor(pipeline: Pipeline): readonly Outcomes[] {
  const ids = pipeline.jobs.map((job) => job.id)
  const cells = pipeline.jobs.flatMap(({ id, matrix }) =>
    [...new Set([matrix?.cells[0], matrix?.cells.at(-1)])].flatMap((cell) => (cell ? [cellName(id, cell)] : [])),
  )
  const gates = pipeline.jobs.filter((job) => job.environment?.approval === 'manual').map((job) => job.id)
  const pairs = ids.flatMap((one, index) => ids.slice(index + 1).map((other) => [one, other]))
  const outputs = outputsFor(pipeline)
  const fail = (failing: readonly string[]): Outcomes => ({ ...allWell, failing })
  const first = outputs[0] ?? {}
  return [
    allWell,
    ...spread(ids).map((id) => fail([id])),
    ...cells.map((name) => fail([name])),
    ...gates.map((gate): Outcomes => ({ ...allWell, closed: [gate] })),
    ...(gates.length > 1 ? [{ ...allWell, closed: gates }] : []),
    ...spread(gates.flatMap((gate) => ids.map((id): Outcomes => ({ failing: [id], closed: [gate], outputs: first })))),
    ...outputs.map((one): Outcomes => ({ ...allWell, outputs: one })),
    ...spread(pairs).map(fail),
  ]
}

function outputsFor({ jobs }: Pipeline): readonly Outcomes['outputs'][] {
  const asked = jobs.flatMap((job) =>
    tests(job.condition).flatMap((leaf) =>
      leaf.test === 'equals' && leaf.value.ref === 'output' ? [{ ...leaf.value, to: leaf.to }] : [],
    ),
  )
  const all: Record<string, Record<string, string>> = {}
  for (const { job, name, to } of asked) all[job] = { ...all[job], [name]: to }
  return asked.length === 0
    ? []
    : [
        all,
        ...asked.flatMap(({ job, name, to }) =>
          [to, `${to}x`, to.toUpperCase()].map((value) => ({ [job]: { [name]: value } })),
        ),
      ]
}

// Evenly, where there are more than can be played.
function spread<T>(list: readonly T[]): readonly T[] {
  const step = Math.max(1, list.length / most)
  return list.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
}
