import { collect } from '../diagnostics.ts'
import type { Pipeline } from '../ir.ts'
import { findRoot } from '../load/root.ts'
import { cellName } from '../plan/cell-name.ts'
import type { Outcomes } from '../plan/event.ts'
import { interpret } from '../plan/interpret.ts'
import { openRuns } from '../plan/open-runs.ts'
import { graphOf } from '../plan/picture/graph.ts'
import { mermaidOf } from '../plan/picture/mermaid.ts'
import { svgOf } from '../plan/picture/svg.ts'
import { envOf } from '../plan/run-env.ts'
import { tellEvent } from '../plan/tell.ts'
import { chooseVendors } from './choose-vendors.ts'
import { exit, type Io } from './command.ts'
import { exitCodeOf } from './exit-code.ts'
import { gatherStories } from './gather.ts'
import { locateFindings } from './locate-findings.ts'
import { misuse, readOptions } from './options.ts'
import { painter } from './paint.ts'
import { checkAsked, schedulesIn } from './plan/check-asked.ts'
import { eventHelp, eventOptions } from './plan/event-options.ts'
import { jsonOf } from './plan/json-of.ts'
import type { PlannedStory } from './plan/planned-story.ts'
import { playOn } from './plan/play-on.ts'
import { type AskedEvent, readEvent } from './plan/read-event.ts'
import { outcomeHelp, outcomeOptions, readOutcomes } from './plan/read-outcomes.ts'
import { tellOpen } from './plan/tell-open.ts'
import { writePlan } from './plan/write-plan.ts'
import { printJson } from './print-json.ts'
import { sharedHelp, sharedOptions, sharedValues } from './shared-options.ts'
import { showFindings } from './show.ts'

/** The text of `pipegen plan --help`. */
export const help = `  pipegen plan --branch topic      what a push to this branch starts
  pipegen plan --pull-request topic:main --fork --fail unit --to all
  pipegen plan --tag v1.2 --format svg > plan.svg

Usage: pipegen plan [stories...] [event] [results] [options]

Shows which jobs an event runs, in which order, and which are skipped, held back by a failure, or wait for a person;
with --to, also what becomes of each on the vendors, worked out from the files that they would get.

${eventHelp}
${outcomeHelp}
  --to a,b|all         play it on these vendors too, and fail where one of them does otherwise than the story says
  --format table|json|mermaid|svg   how the plan is shown (table)
${sharedHelp.replace(/^ {2}--format.*\n/m, '')}`

const options = {
  ...sharedOptions,
  ...eventOptions,
  ...outcomeOptions,
  to: { type: 'string', multiple: true },
} as const
const formats = ['table', 'json', 'mermaid', 'svg']

/** Shows what an event makes of stories. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const given = readOptions('plan', args, options, io)
  if (given === undefined) return exit.world
  const { values, names } = given
  const { format = 'table', to = [], ...rest } = values
  const shared = sharedValues({ ...rest, format: format === 'json' ? 'json' : 'text' })
  const asked = readEvent(values)
  const outcomes = readOutcomes(values)
  const vendors = chooseVendors(to.filter((list) => list !== 'all'))
  const wrong = [
    formats.includes(format) ? shared : `there is no format '${format}'; it is one of ${formats.join(', ')}`,
    asked,
    outcomes,
    vendors,
  ].find((one) => typeof one === 'string')
  if (
    wrong !== undefined ||
    typeof shared === 'string' ||
    typeof asked === 'string' ||
    typeof outcomes === 'string' ||
    typeof vendors === 'string'
  ) {
    io.err(misuse('plan', String(wrong)))
    return exit.world
  }
  const { report, found } = collect()
  const root = findRoot(io.cwd)
  const named = to.some((list) => list !== 'all')
  const played = to.length === 0 ? [] : vendors.filter((vendor) => named || vendor.variantOf === undefined)
  const { pipelines, bundles } = await gatherStories(
    { cwd: io.cwd, root, names, seconds: shared.seconds, beside: played.map(({ id }) => id) },
    report,
  )
  const stories = pipelines.map((pipeline) => planStory(pipeline, pipelines, asked, outcomes))
  for (const story of stories) tellOpen(story, report)
  const [first] = stories
  if (first !== undefined) checkAsked(pipelines, first.event, outcomes, report)
  const shown = []
  for (const story of stories) shown.push(await playOn(story, outcomes, played, report))
  if (shared.json) printJson(locateFindings(found, bundles, root), { stories: shown.map(jsonOf) }, io)
  else {
    for (const story of shown) io.out(write(story, format, io))
    showFindings(found, bundles, { root, verbose: shared.verbose }, io)
  }
  return exitCodeOf(found)
}

function planStory(
  pipeline: Pipeline,
  pipelines: readonly Pipeline[],
  asked: AskedEvent,
  outcomes: Outcomes,
): PlannedStory {
  const event = asked.inside(pipeline.defaultBranch)
  // The only schedule need not be named.
  const [only, ...more] = schedulesIn(pipelines.flatMap((one) => one.triggers))
  const schedule =
    event.name === 'schedule' && event.schedule === '' && more.length === 0 ? (only ?? '') : event.schedule
  const cron = pipeline.triggers.find((one) => one.kind === 'schedule' && one.name === schedule)
  const whole = { ...event, schedule, ...(cron?.kind === 'schedule' ? { cron: cron.cron } : {}) }
  const plan = interpret(pipeline, whole, outcomes)
  const env = new Map(
    plan.jobs.flatMap(({ job: id, cell }) => {
      const job = pipeline.jobs.find((one) => one.id === id)
      const output = (other: string, name: string): string => outcomes.outputs[other]?.[name] ?? ''
      const scope = { pipeline, event: whole, job: id, cell, output }
      return job === undefined ? [] : [[cellName(id, cell), envOf(pipeline, job, scope)] as const]
    }),
  )
  return { pipeline, event: whole, plan, open: openRuns(pipeline, whole, outcomes), env, vendors: [] }
}

function write(story: PlannedStory, format: string, io: Io): string {
  if (format === 'mermaid') return mermaidOf(graphOf(story.plan))
  if (format === 'svg')
    return svgOf(graphOf(story.plan), `${story.pipeline.title ?? story.pipeline.name}: ${tellEvent(story.event)}`)
  return writePlan(story, painter(io.color))
}
