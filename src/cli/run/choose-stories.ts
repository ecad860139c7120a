import type { Report } from '../../diagnostics.ts'
import type { Pipeline } from '../../ir.ts'
import { near } from '../../near.ts'
import type { PlanEvent } from '../../plan/event.ts'
import { chooseJobs } from '../../run/choose-jobs.ts'
import type { Repository } from '../../run/repository.ts'
import type { EventOptions } from '../plan/event-options.ts'
import type { AskedEvent } from '../plan/read-event.ts'
import { eventHere, type GitPlace, sayEvent } from './run-event.ts'

/** What is asked of the stories. */
export interface Asking {
  readonly event: AskedEvent
  readonly values: EventOptions
  readonly repository: Repository
  readonly place: GitPlace
  /** Jobs that are named. */
  readonly wanted: readonly string[]
  readonly from: readonly string[]
}

/** A story that is run, and which of its jobs. */
export interface ChosenStory {
  readonly pipeline: Pipeline
  readonly event: PlanEvent
  readonly chosen: ReadonlySet<string>
  /** The jobs that were named. */
  readonly named: ReadonlySet<string>
}

/** The stories that the event starts, and that have the jobs which are named. */
export function chooseStories(pipelines: readonly Pipeline[], asking: Asking, report: Report): readonly ChosenStory[] {
  const { event: asked, values, repository, place, wanted, from } = asking
  const known = pipelines.flatMap(({ jobs }) => jobs.map(({ id }) => id))
  const named = [...wanted, ...from]
  for (const job of named)
    if (!known.includes(job))
      report('run-unknown-job', null, { job, known: [...new Set(known)], near: near(job, known) })
  if (pipelines.length > 0 && known.length === 0)
    report('run-impossible', pipelines[0]?.origin ?? null, {
      why: 'all jobs are what a raw patch for a vendor brings in',
    })
  const having = pipelines.filter(({ jobs }) => jobs.some(({ id }) => named.length === 0 || named.includes(id)))
  const started = having.flatMap((pipeline) => {
    const event = eventHere(pipeline, asked, pickEvent(values), repository, place)
    if (event === undefined) return []
    const own = (names: readonly string[]) => names.filter((name) => pipeline.jobs.some(({ id }) => id === name))
    const chosen = chooseJobs(pipeline, { jobs: own(wanted), from: own(from) })
    return [{ pipeline, event, chosen, named: new Set(own(named)) }]
  })
  if (started.length === 0) {
    for (const pipeline of having) {
      const branch = repository.branch || pipeline.defaultBranch
      const event = asked.inside(pipeline.defaultBranch)
      const shown = event.name === 'push' && values.branch === undefined ? { ...event, branch } : event
      report('run-starts-nothing', pipeline.origin, { story: pipeline.name, event: sayEvent(shown) })
    }
  }
  return started
}

const keys = [
  'event',
  'branch',
  'tag',
  'pull-request',
  'fork',
  'schedule',
  'input',
  'call',
  'payload',
  'changed',
] as const

function pickEvent(values: EventOptions): EventOptions {
  return Object.fromEntries(keys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])))
}
