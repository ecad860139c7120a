import type { Pipeline } from '../../../src/ir.ts'
import { eventsFor } from '../../../src/plan/grid/events.ts'
import { outcomesFor } from '../../../src/plan/grid/outcomes.ts'
import type { Turn } from '../hold-law.ts'
import { telling } from '../law-turns.ts'
import { leftAs } from './probed.ts'

/** Events that between them start different jobs, at most so many; outputs are as conditions ask for them, or else hard to carry. */
export function contentTurns(pipeline: Pipeline, most: number): readonly Turn[] {
  const asked = outcomesFor(pipeline).find(({ outputs }) => Object.keys(outputs).length > 0)?.outputs ?? {}
  const outputs = Object.fromEntries(
    pipeline.jobs.map((job) => [
      job.id,
      {
        ...Object.fromEntries(job.outputs.map(({ name }) => [name, leftAs(job.id, name)])),
        ...asked[job.id],
      },
    ]),
  )
  return telling(pipeline, eventsFor(pipeline))
    .slice(0, most)
    .map((event) => ({ event, outcomes: { failing: [], closed: [], outputs } }))
}
