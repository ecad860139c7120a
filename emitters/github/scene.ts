import { isNo, isYes } from '../../src/condition/build.ts'
import { given } from '../../src/condition/given.ts'
import type { Report } from '../../src/diagnostics.ts'
import type { Env, EventName, Input, Job, Pipeline, Ref, Text, Trigger } from '../../src/ir.ts'

import { type Family, familyOf } from './ancestry.ts'
import type { Written } from './written.ts'

/** What writing any part of a workflow may ask. */
export interface Scene {
  readonly pipeline: Pipeline
  /** What can start the run: for a job, what can lead to it. */
  readonly triggers: readonly Trigger[]
  /** The events of the triggers. */
  readonly kinds: ReadonlySet<EventName>
  readonly inputs: ReadonlyMap<string, Input>
  /** The environment of all jobs; what differs from job to job stands in each. */
  readonly env: Env
  /** Whether all jobs run on machines of one kind. */
  readonly oneMachine: boolean
  readonly family: Family
  /** The job that works out what no expression can say; see `checks.ts`. */
  readonly checks: Checks
  readonly written: Written
  readonly report: Report
}

/** What writing a part of one job may ask. */
export interface JobScene extends Scene {
  readonly job: Job
  /** The ids of steps whose outputs stand for values that are known only on the machine, by the key of the value. */
  readonly late: ReadonlyMap<string, string>
  /** Steps that must have succeeded before anything of the story runs. */
  readonly gate: string | undefined
}

/** The generated job that tests what no expression can. */
export interface Checks {
  readonly id: string
  /** The outputs of the job by the key of the test. */
  readonly outputs: ReadonlyMap<string, string>
}

/** The scene of a pipeline before its checks are known. */
export function sceneOf(pipeline: Pipeline, report: Report): Scene {
  const kinds = new Set(pipeline.triggers.map((trigger) => trigger.kind))
  return {
    pipeline,
    report,
    triggers: pipeline.triggers,
    kinds,
    family: familyOf(pipeline),
    oneMachine: hasOneMachine(pipeline),
    env: pipeline.env.filter((entry) => !entry.value.some((part) => differs(part, kinds, pipeline))),
    inputs: new Map(
      pipeline.triggers.flatMap((trigger) =>
        trigger.kind === 'manual' ? trigger.inputs.map((input) => [input.name, input] as const) : [],
      ),
    ),
    checks: { id: 'conditions', outputs: new Map() },
    written: { checkouts: [], tools: new Map(), scripts: new Map() },
  }
}

const quiet = new WeakMap<Pipeline, Scene>()

/** A scene for looking only, made once for a pipeline. */
export function quietScene(pipeline: Pipeline): Scene {
  const made = quiet.get(pipeline) ?? sceneOf(pipeline, () => {})
  quiet.set(pipeline, made)
  return made
}

/** The scene in which the steps of a job run, before these are known: the triggers that can lead to it are left. */
export function sceneOfJob(job: Job, outer: Scene): JobScene {
  const triggers = reaching(job, outer, true)
  const isSame = triggers.length === outer.triggers.length
  // To name them all takes a tenth of the time of a spread.
  return {
    pipeline: outer.pipeline,
    triggers: isSame ? outer.triggers : triggers,
    kinds: isSame ? outer.kinds : new Set(triggers.map((trigger) => trigger.kind)),
    inputs: outer.inputs,
    env: outer.env,
    oneMachine: outer.oneMachine,
    family: outer.family,
    checks: outer.checks,
    written: outer.written,
    report: outer.report,
    job,
    late: nothing,
    gate: undefined,
  }
}

const nothing: ReadonlyMap<string, string> = new Map()

/** The triggers of runs in which the condition of a job is asked for: not those in which a job that it needs is skipped. */
export function askingTriggers(job: Job, outer: Scene): readonly Trigger[] {
  return reaching(job, outer, false)
}

/** Whether a scene is that of a job. */
export function inJob(scene: Scene): scene is JobScene {
  return 'job' in scene
}

function reaching(job: Job, { pipeline, family }: Scene, own: boolean): readonly Trigger[] {
  if (family.isPlain) return pipeline.triggers
  const number = family.numberOf.get(job.id)
  if (number === undefined) return pipeline.triggers
  const { effective, inherited } = family.of(number)
  const condition = own ? effective : inherited
  if (isYes(condition)) return pipeline.triggers
  const left = pipeline.triggers.filter((trigger) => !isNo(given(condition, trigger)))
  return left.length === 0 ? pipeline.triggers : left
}

// What a step must work out cannot stand at the top, nor what depends on the job.
function differs(part: string | Ref, kinds: ReadonlySet<EventName>, pipeline: Pipeline): boolean {
  if (typeof part === 'string' || part.ref !== 'context') return false
  if (part.name === 'repositoryName') return kinds.has('schedule')
  if (part.name === 'sha')
    return kinds.has('pullRequest') && pipeline.jobs.some((job) => job.checkout?.pullRequest === 'merge')
  return part.name === 'job' || part.name === 'workspace' || part.name === 'shortSha'
}

// Then keys of caches need not tell them apart.
function hasOneMachine({ jobs }: Pipeline): boolean {
  const first = jobs[0]?.runner
  if (first === undefined) return false
  const [os, arch] = [literal(first.os), literal(first.arch)]
  if (os === undefined || arch === undefined) return false
  const isSame = (text: Text, other: Text, value: string): boolean => text === other || literal(text) === value
  return jobs.every(({ runner }) => isSame(runner.os, first.os, os) && isSame(runner.arch, first.arch, arch))
}

function literal(text: Text): string | undefined {
  return text.every((part) => typeof part === 'string') ? text.join('') : undefined
}
