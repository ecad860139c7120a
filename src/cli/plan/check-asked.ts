import type { Report } from '../../diagnostics.ts'
import type { Input, Pipeline, Trigger } from '../../ir.ts'
import { near } from '../../near.ts'
import { cellName } from '../../plan/cell-name.ts'
import type { Outcomes, PlanEvent } from '../../plan/event.ts'
import { namesIn } from '../../plan/grid/names.ts'

/** Reports what was asked for and is in none of the stories. */
export function checkAsked(
  pipelines: readonly Pipeline[],
  event: PlanEvent,
  { failing, closed, outputs }: Outcomes,
  report: Report,
): void {
  const known = (what: string, name: string, all: readonly string[]): void => {
    if (!all.includes(name))
      report('plan-unknown', null, { what, name, near: near(name, all), known: [...new Set(all)] })
  }
  const jobs = pipelines.flatMap((pipeline) => pipeline.jobs)
  const ids = jobs.map((job) => job.id)
  const cells = jobs.flatMap(({ id, matrix }) => matrix?.cells.map((cell) => cellName(id, cell)) ?? [])
  for (const name of failing) known(name.includes('[') ? 'run' : 'job', name, name.includes('[') ? cells : ids)
  const gates = jobs.filter((job) => job.environment?.approval === 'manual').map((job) => job.id)
  for (const name of closed)
    known(ids.includes(name) ? 'gate before the job' : 'job', name, ids.includes(name) ? gates : ids)
  const left = jobs.flatMap((job) => job.outputs.map((output) => `${job.id}.${output.name}`))
  for (const [job, own] of Object.entries(outputs))
    for (const name of Object.keys(own)) known('output', `${job}.${name}`, left)
  const triggers = pipelines.flatMap((pipeline) => pipeline.triggers)
  if (event.name === 'schedule') known('schedule', event.schedule, schedulesIn(triggers))
  if (event.name === 'manual') checkInputs(triggers, event, known, report)
  if (event.name === 'api') checkCall(triggers, event, known)
  if (event.name === 'push') checkBranch(pipelines, event.branch, report)
  if (event.pullRequest !== null) checkBranch(pipelines, event.pullRequest.targetBranch, report)
}

type Known = (what: string, name: string, all: readonly string[]) => void

/** The names of the schedules among triggers. */
export function schedulesIn(triggers: readonly Trigger[]): readonly string[] {
  return triggers.flatMap((trigger) => (trigger.kind === 'schedule' ? [trigger.name] : []))
}

function checkInputs(triggers: readonly Trigger[], event: PlanEvent, known: Known, report: Report): void {
  const inputs = triggers.flatMap((trigger) => (trigger.kind === 'manual' ? trigger.inputs : []))
  for (const [name, value] of Object.entries(event.inputs)) {
    known(
      'input',
      name,
      inputs.map((input) => input.name),
    )
    const input = inputs.find((one) => one.name === name)
    const expected = input === undefined ? undefined : expectedOf(input, value)
    if (expected !== undefined) report('plan-value', null, { what: `the input '${name}'`, value, expected })
  }
}

function expectedOf({ type, options }: Input, value: string): string | undefined {
  if (type === 'choice' && !options.includes(value)) return `one of ${options.join(', ')}`
  if (type === 'boolean' && value !== 'true' && value !== 'false') return 'true or false'
  return type === 'number' && !/^-?\d+(\.\d+)?$/.test(value) ? 'a number' : undefined
}

function checkCall(triggers: readonly Trigger[], { call }: PlanEvent, known: Known): void {
  const events = triggers.flatMap((trigger) => (trigger.kind === 'api' ? [trigger] : []))
  known(
    'API event',
    call?.event ?? '',
    events.map(({ event }) => event),
  )
  const own = events.filter(({ event }) => event === call?.event)
  if (own.length === 0) return
  for (const key of Object.keys(call?.payload ?? {}))
    known(
      'value of the call',
      key,
      own.flatMap(({ payload }) => payload),
    )
}

// Any name is a branch; but one that is nearly a name of the story is most likely a slip.
function checkBranch(pipelines: readonly Pipeline[], name: string, report: Report): void {
  const spoken = pipelines.flatMap((pipeline) => namesIn(pipeline).spoken)
  const meant = spoken.includes(name) ? undefined : near(name, spoken)
  if (meant !== undefined) report('plan-branch', null, { name, near: meant })
}
