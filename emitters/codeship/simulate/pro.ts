import type { Fate } from '../../../src/plan/plan.ts'
import type { SimulatedJob } from '../../../src/plan/simulate.ts'
import type { Settings, Work } from '../../../src/plan/work.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import type { Build } from './build.ts'
import { isFor } from './filter.ts'
import { endsAtOnce, leaveOutputs, scriptOf } from './script.ts'
import { workOf } from './work.ts'

/** How far a build has come: what keeps the rest of a group from running. */
type Stopped = Extract<Fate, 'held' | 'waiting'> | 'skipped' | undefined

interface Played {
  readonly jobs: readonly SimulatedJob[]
  /** What runs after it waits for these; what is there for a failure is not among them. */
  readonly names: readonly string[]
  readonly stopped: Stopped
}

interface Place {
  readonly file: string
  readonly build: Build
  /** Whether a person has let this build go on. */
  readonly approved: boolean
  readonly stopped: Stopped
  readonly before: readonly string[]
  /** Whether a person must agree before the next step. */
  readonly gate: boolean
}

/**
 * The steps of a build, one after another; a failed step stops the group that it stands in, but for those that run beside
 * it, and then whatever runs after that group. What `on_fail` has is run for a group that failed.
 *
 * @see https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps
 */
export function playSteps(
  file: string,
  steps: readonly Data[],
  build: Build,
  approved: boolean,
): readonly SimulatedJob[] {
  return inSeries(steps, { file, build, approved, stopped: undefined, before: [], gate: false }).jobs
}

function inSeries(steps: readonly Data[], place: Place): Played {
  const jobs: SimulatedJob[] = []
  const names: string[] = []
  let { stopped, gate } = place
  for (const step of steps.map(mapOf)) {
    const played = play(step, { ...place, stopped, before: [...place.before, ...names], gate })
    jobs.push(...played.jobs)
    names.push(...played.names)
    stopped = played.stopped
    gate = false
  }
  return { jobs, names, stopped }
}

function play(step: DataMap, place: Place): Played {
  const skipped = place.stopped === undefined && !isFor(step, place.build.name)
  const inner: Place = skipped ? { ...place, stopped: 'skipped' } : place
  const { jobs, names, stopped } = playPlain(step, inner)
  const failed = place.stopped === undefined && stopped === 'held'
  const late = { ...place, stopped: failed ? undefined : ('skipped' as const), before: [...place.before, ...names] }
  return {
    jobs: [...jobs, ...inSeries(listOf(step.on_fail), late).jobs],
    names,
    stopped: skipped ? undefined : stopped,
  }
}

function playPlain(step: DataMap, place: Place): Played {
  const type = textOf(step.type) ?? (step.steps === undefined ? 'run' : 'serial')
  const steps = onEachService(step, type)
  if (type === 'serial') return inSeries(steps, place)
  if (type === 'manual') {
    // The build ends here; one that a person lets go on runs all steps anew, and then these.
    const stopped = place.stopped ?? (place.approved ? undefined : 'waiting')
    return inSeries(steps, { ...place, stopped, gate: true })
  }
  if (type !== 'parallel' && type !== 'matrix') return runStep(step, place)
  const members = steps.map((member) => play(mapOf(member), place))
  const ends = members.map(({ stopped }) => stopped)
  return {
    jobs: members.flatMap(({ jobs }) => jobs),
    names: members.flatMap(({ names }) => names),
    stopped: place.stopped ?? ends.find((end) => end === 'held') ?? ends.find((end) => end === 'waiting'),
  }
}

// A group that names several services runs all its steps on each, one service after another in a group in series:
// https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps
function onEachService(group: DataMap, type: string): readonly Data[] {
  const services = listOf(group.services).flatMap((one) => textOf(one) ?? [])
  const steps = listOf(group.steps)
  const inner = type === 'parallel' ? 'parallel' : 'serial'
  return services.length === 0
    ? steps
    : services.map((service) => ({ type: inner, steps: steps.map((step) => onService(step, service)) }))
}

// The name tells the runs apart; the service of the step itself goes first.
function onService(data: Data, service: string): Data {
  const step = mapOf(data)
  if (step.steps !== undefined) return { ...step, steps: listOf(step.steps).map((one) => onService(one, service)) }
  return {
    ...step,
    service: step.service ?? service,
    name: `${textOf(step.name) ?? textOf(step.command) ?? ''}-${service}`,
  }
}

function runStep(step: DataMap, { file, build, stopped, before, gate }: Place): Played {
  const command = textOf(step.command) ?? ''
  const name = textOf(step.name) ?? command
  const path = scriptOf(command, build)?.path
  if (path !== undefined) build.callers.set(path, name)
  const service = mapOf(build.services[textOf(step.service) ?? ''])
  const work = (settings: Settings): Work => workOf(command, service, build, settings)
  const told = (fate: Fate, end: Stopped): Played => ({
    jobs: [{ file, name, fate, waits: before, environment: null, gate, work }],
    names: [name],
    stopped: end,
  })
  if (stopped !== undefined) return told(stopped, stopped)
  const script = scriptOf(command, build)
  if (script !== undefined && endsAtOnce(script.text, build)) return told('skipped', undefined)
  if (build.outcomes.fails(name))
    return /\|\|\s*(?:true|:)\s*'?$/.test(command) ? told('failed', undefined) : told('failed', 'held')
  if (script !== undefined) leaveOutputs(script.text, build.outcomes.outputs(name), build)
  return told('succeeded', undefined)
}
