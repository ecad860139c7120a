import type { Pipeline } from '../ir.ts'
import type { Answer, Difference } from './difference.ts'
import { differencesOf } from './differences.ts'
import type { Outcomes, PlanEvent } from './event.ts'
import { readingsFor } from './excuses.ts'
import type { Mirror } from './mirror.ts'
import { exactly, jobsAsRead, planAsRead, type Reading } from './reading.ts'

/** What a vendor made of an event, in words of the story, and what its column says of the story. */
export interface Played {
  readonly mirror: Mirror
  readonly answers: readonly Answer[]
  /** The ways in which the vendor may read a story that speaks in vendors' own words; missing: as it stands. */
  readonly read?: (pipeline: Pipeline) => readonly Pipeline[]
}

/** Where a vendor's plan is another than the story's, but for what its column says of the story. */
export function comparePlans(
  pipeline: Pipeline,
  event: PlanEvent,
  outcomes: Outcomes,
  { mirror, answers, read }: Played,
): readonly Difference[] {
  const [first = [], ...others] = (read?.(pipeline) ?? [pipeline]).map((one) =>
    compareOne(one, event, outcomes, mirror, answers),
  )
  return others.some((differences) => differences.length === 0) ? [] : first
}

function compareOne(
  pipeline: Pipeline,
  event: PlanEvent,
  outcomes: Outcomes,
  mirror: Mirror,
  answers: readonly Answer[],
): readonly Difference[] {
  const found = differencesIn(exactly(pipeline, event, outcomes), mirror)
  // Each reading mends the first difference in the order of the run: those behind it may follow from it.
  const open: { readonly reading: Reading; readonly left: readonly Difference[] }[] = [
    { reading: exactly(pipeline, event, outcomes), left: found },
  ]
  for (let tried = 0; tried < mostReadings; tried++) {
    const next = open.pop()
    const first = next?.left[0]
    if (next === undefined) return found
    if (first === undefined) return []
    const readings = readingsFor(first, next.reading, answers, mirror)
    open.push(...readings.map((reading) => ({ reading, left: differencesIn(reading, mirror) })).reverse())
  }
  return found
}

// Far more than any story needs.
const mostReadings = 500

function differencesIn(reading: Reading, mirror: Mirror): readonly Difference[] {
  const { pipeline, outcomes, waiting, excused } = reading
  const jobs = jobsAsRead(reading)
  const plan = planAsRead(reading, jobs)
  const open = { ...reading, outcomes: { ...outcomes, closed: [] } }
  const opened = outcomes.closed.length === 0 ? plan : planAsRead(open, jobs)
  const without = { ...reading, waiting: new Map() }
  const loose = waiting.size === 0 ? plan : planAsRead(without, jobsAsRead(without))
  return differencesOf({ jobs: pipeline.jobs, waiting: jobs, plan, opened, loose }, mirror).filter(
    ({ run, about }) => !excused.has(`${run} ${about}`),
  )
}
