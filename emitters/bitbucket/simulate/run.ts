import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Fate } from '../../../src/plan/plan.ts'
import type { SimulatedJob, VendorOutcomes } from '../../../src/plan/simulate.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { isMet } from './condition.ts'
import type { Config } from './config.ts'
import { endsAtOnce, outputsLeft } from './script.ts'
import { itemsOf, type Started } from './starts.ts'
import { type Upload, uploadsOf, workOf } from './work.ts'

/** How far a run has come. */
interface State {
  readonly config: Config
  readonly event: PlanEvent
  readonly outcomes: VendorOutcomes
  readonly variables: Map<string, string>
  /** What keeps all that follows from running. */
  stopped: Extract<Fate, 'held' | 'waiting'> | undefined
  readonly before: readonly string[]
  /** What the steps of the run that have begun leave. */
  readonly uploads: Upload[]
  readonly depth: number
}

/**
 * The steps of a run in their order. What fails or waits for a person holds back what follows; members of a group that
 * have started go on, unless it fails fast.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/step-options/
 * @see https://support.atlassian.com/bitbucket-cloud/docs/parallel-step-options/
 */
export function playRun(
  config: Config,
  { items, variables }: Started,
  event: PlanEvent,
  outcomes: VendorOutcomes,
): readonly SimulatedJob[] {
  const state: State = {
    config,
    event,
    outcomes,
    variables: new Map(variables),
    stopped: undefined,
    before: [],
    uploads: [],
    depth: 0,
  }
  return playItems(items, state)
}

function playItems(items: readonly Data[], state: State): readonly SimulatedJob[] {
  const played: SimulatedJob[] = []
  for (const item of items.map(mapOf)) {
    const here = { ...state, before: [...state.before, ...played.map(({ name }) => name)] }
    const now = itemPlayed(item, here)
    state.stopped = here.stopped
    played.push(...now)
  }
  return played
}

function itemPlayed(item: DataMap, state: State): readonly SimulatedJob[] {
  if (item.parallel !== undefined) return playGroup(item.parallel ?? null, state)
  if (item.stage !== undefined) return playStage(mapOf(item.stage), state)
  return item.step === undefined ? [] : playStep(mapOf(item.step), state)
}

function playGroup(group: Data, state: State): readonly SimulatedJob[] {
  const members = isMap(group) ? listOf(group.steps) : listOf(group)
  const whole = mapOf(group)['fail-fast'] ?? false
  // https://www.atlassian.com/blog/bitbucket/failing-parallel-builds-fast
  const isHasty = (member: Data | undefined): boolean => (mapOf(mapOf(member).step)['fail-fast'] ?? whole) === true
  const ends: (State['stopped'] | undefined)[] = []
  // Members cannot see what others leave.
  const known = new Map(state.variables)
  const left = new Map<string, string>()
  const played = members.map(mapOf).flatMap((member) => {
    const inner: State = { ...state, variables: new Map(known) }
    const jobs = itemPlayed(member, inner)
    for (const [name, value] of inner.variables) if (known.get(name) !== value) left.set(name, value)
    ends.push(inner.stopped)
    return jobs
  })
  for (const [name, value] of left) state.variables.set(name, value)
  if (state.stopped !== undefined) return played
  state.stopped = ends.find((end) => end === 'held') ?? ends.find((end) => end !== undefined)
  if (!ends.some((end, index) => end === 'held' && isHasty(members[index]))) return played
  return played.map((job) => (job.fate === 'succeeded' ? { ...job, fate: 'held' } : job))
}

function playStage(stage: DataMap, state: State): readonly SimulatedJob[] {
  const steps = listOf(stage.steps)
    .map(mapOf)
    .map(({ step }) => mapOf(step))
  const whole = { deployment: stage.deployment ?? null, environment: stage.environment ?? null }
  if (state.stopped === undefined && !isMet(stage.condition, state.event, state.variables))
    return steps.map((step) => told(step, 'skipped', state))
  const gate = stage.trigger === 'manual'
  const played: SimulatedJob[] = []
  for (const [index, step] of steps.entries()) {
    const inner = { ...state, before: [...state.before, ...played.map(({ name }) => name)] }
    const own = {
      ...step,
      deployment: step.deployment ?? whole.deployment,
      environment: step.environment ?? whole.environment,
    }
    played.push(...playStep(index === 0 && gate ? { ...own, trigger: 'manual' } : own, inner))
    state.stopped = inner.stopped
  }
  return played
}

function playStep(step: DataMap, state: State): readonly SimulatedJob[] {
  if (step.type === 'pipeline') return playChild(step, state)
  const name = nameOf(step)
  const gate = step.trigger === 'manual'
  if (state.stopped !== undefined) return [told(step, state.stopped, state)]
  if (!isMet(step.condition, state.event, state.variables)) return [told(step, 'skipped', state)]
  if (gate && !state.outcomes.approves(name)) {
    state.stopped = 'waiting'
    return [told(step, 'waiting', state)]
  }
  if (endsAtOnce(step, state.variables, state.event.commitMessage)) return [told(step, 'skipped', state)]
  if (state.outcomes.fails(name)) {
    // https://www.atlassian.com/blog/bitbucket/bitbucket-pipelines-step-failure-strategies
    if (mapOf(step['on-fail']).strategy !== 'ignore') state.stopped = 'held'
    return [told(step, 'failed', state)]
  }
  const succeeded = told(step, 'succeeded', state)
  for (const [key, value] of outputsLeft(step, state.outcomes.outputs(name))) state.variables.set(key, value)
  return [succeeded]
}

// A child is a run of its own with the variables that it is given; its end is that of the step.
// https://support.atlassian.com/bitbucket-cloud/docs/child-pipeline-step-options/
function playChild(step: DataMap, state: State): readonly SimulatedJob[] {
  const items = state.depth > 5 ? undefined : itemsOf(state.config.pipelines, textOf(step.custom) ?? '')
  const skipped = state.stopped === undefined && !isMet(step.condition, state.event, state.variables)
  const child: State = { ...state, variables: new Map(state.variables), depth: state.depth + 1 }
  const played = playItems(items ?? [], child)
  if (skipped) return played.map((job) => ({ ...job, fate: 'skipped' }))
  if (!(child.stopped === 'held' && mapOf(step['on-fail']).strategy === 'ignore')) state.stopped = child.stopped
  return played
}

function told(step: DataMap, fate: Fate, { config, before, variables, uploads }: State): SimulatedJob {
  const [known, left] = [new Map(variables), [...uploads]]
  if (fate === 'succeeded') uploads.push(...uploadsOf(step))
  const name = textOf(step.deployment) ?? textOf(step.environment) ?? textOf(mapOf(step.environment).name)
  const environment = name?.replaceAll(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole, one: string | undefined, other: string | undefined) => variables.get(one ?? other ?? '') ?? whole,
  )
  return {
    file: config.path,
    name: nameOf(step),
    fate,
    waits: before,
    environment: environment ?? null,
    gate: step.trigger === 'manual',
    work: (settings) => workOf(step, config, known, left, settings),
  }
}

function nameOf(step: DataMap): string {
  return textOf(step.name) ?? 'Step'
}
