import type { Pipeline } from '../../src/ir.ts'
import type { PlanEvent } from '../../src/plan/event.ts'
import { eventsFor } from '../../src/plan/grid/events.ts'
import { allWell, outcomesFor } from '../../src/plan/grid/outcomes.ts'
import { interpret } from '../../src/plan/interpret.ts'
import type { Turn } from './hold-law.ts'

/** Every event with all well, and every end of the jobs with those events that start different jobs. */
export function allTurns(pipeline: Pipeline): readonly Turn[] {
  const events = eventsFor(pipeline)
  const ends = outcomesFor(pipeline)
  return [
    ...events.map((event) => ({ event, outcomes: allWell })),
    ...telling(pipeline, events).flatMap((event) => ends.slice(1).map((outcomes) => ({ event, outcomes }))),
  ]
}

/** A few of them, always the same: for each way that a run can look one event, and some ends. */
export function someTurns(pipeline: Pipeline, most: number): readonly Turn[] {
  const events = eventsFor(pipeline)
  const ends = outcomesFor(pipeline)
  const chosen = telling(pipeline, events)
  const kinds = [...new Map(events.map((event) => [event.name, event])).values()]
  const others = [...kinds, ...every(events, most)]
  return [
    ...[...chosen, ...others].map((event) => ({ event, outcomes: allWell })),
    ...chosen.slice(0, 2).flatMap((event) => every(ends.slice(1), most).map((outcomes) => ({ event, outcomes }))),
  ]
}

/** One event for each trigger and set of jobs that run, so that no two ask for the same. */
export function telling(pipeline: Pipeline, events: readonly PlanEvent[]): readonly PlanEvent[] {
  const seen = new Map<string, PlanEvent>()
  for (const event of events) {
    const { starts, jobs } = interpret(pipeline, event, allWell)
    const key = `${event.name} ${event.schedule} ${event.call?.event ?? ''} ${jobs.map(({ fate }) => fate).join(' ')}`
    if (starts && !seen.has(key)) seen.set(key, event)
  }
  return [...seen.values()]
}

function every<T>(list: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, Math.ceil(list.length / most))
  return list.filter((_, index) => index % step === 0)
}
