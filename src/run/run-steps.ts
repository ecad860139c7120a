import type { RunStep, Step } from '../ir.ts'
import { holds } from '../plan/holds.ts'
import { clock } from './clock.ts'
import type { Host, Machine } from './host.ts'
import type { Lane } from './lane.ts'
import { maskFor } from './mask.ts'
import type { Listener, StepResult } from './result.ts'
import { type Ended, runInLane } from './run-step.ts'
import { type Sight, scopeOf, write } from './sight.ts'
import type { Unit } from './unit.ts'
import { envOf } from './unit-env.ts'

/** What the steps of a unit run with. */
export interface Stepping {
  readonly unit: Unit
  readonly sight: Sight
  readonly lane: Lane
  readonly host: Host
  readonly machine: Machine
  /** The file that outputs are written to. */
  readonly outputs: string
  readonly signal: AbortSignal
  /** When the job must have ended, by the clock of `clock`. */
  readonly deadline: number
  readonly listener: Listener
}

/** How the steps of a unit ended. */
export interface StepsEnd {
  /** Empty: all is well. */
  readonly why: string
  readonly cancelled: boolean
  readonly steps: readonly StepResult[]
}

/** Runs the steps of a unit one after the other, those whose condition holds. */
export async function runSteps(stepping: Stepping): Promise<StepsEnd> {
  const { unit, sight, signal } = stepping
  const steps: StepResult[] = []
  let why = ''
  for (const [index, step] of unit.job.steps.entries()) {
    const run = portable(step)
    if (run === null || !isDue(run.status, why !== '') || !holds(run.condition, scopeOf(sight))) continue
    const name = write(step.name, sight) || titleOf(run, index)
    const { result, by } = await runTries(run, name, stepping)
    steps.push(result)
    if (by === 'signal' || signal.aborted) return { why: 'it was ended', cancelled: true, steps }
    if (by === 'limit' && isLate(stepping)) return { why: lateJob(unit), cancelled: false, steps }
    if (result.code !== 0 && !run.continueOnError && why === '')
      why =
        by === 'limit' ? `'${name}' took longer than ${run.timeoutMinutes} min` : `'${name}' exited with ${result.code}`
  }
  return { why, cancelled: false, steps }
}

function isDue(status: RunStep['status'], failed: boolean): boolean {
  return status === 'always' || (status === 'failure') === failed
}

/** The step that runs here; null: it is written for others alone. */
export function portable(step: Step): RunStep | null {
  return step.kind === 'run' ? step : step.otherwise
}

async function runTries(step: RunStep, name: string, stepping: Stepping) {
  const { unit, sight, lane, host, machine, outputs, signal, deadline, listener } = stepping
  const env = envOf(sight.pipeline, unit.job, step, sight)
  if (step.writesOutputs) env.set('PIPEGEN_OUTPUT', outputs)
  const folder = step.workingDirectory === '.' ? sight.workspace : `${sight.workspace}/${step.workingDirectory}`
  const inside = machine.inside([...env.keys()], folder)
  const file = host.writeStep({ script: step.script, shell: step.shell, folder, env, inside })
  const mask = maskFor(host.hidden)
  const show = (bytes: Buffer): void => {
    if (bytes.length > 0) listener.output(unit, bytes)
  }
  const began = clock()
  const limit = step.timeoutMinutes === null ? Infinity : began + step.timeoutMinutes * host.minute
  listener.step(unit, name)
  let ended: Ended = { code: 0, by: 'itself' }
  let tries = 0
  do {
    if (tries > 0) listener.told(unit, `the step failed and is tried again (${tries} of ${step.retry})`)
    tries += 1
    const left = Math.min(limit, deadline) - clock()
    ended = await runInLane(lane, file, (bytes) => show(mask.take(bytes)), { signal, limit: left, grace: host.grace })
    show(mask.end())
    if (ended.by !== 'itself') await machine.end()
  } while (ended.code !== 0 && ended.by === 'itself' && tries <= step.retry)
  // Who ends well though it was asked to end has still taken too long.
  const code = ended.by === 'limit' && ended.code === 0 ? 143 : ended.code
  const seconds = (clock() - began) / 1000
  return { result: { name, code, seconds, tries }, by: ended.by }
}

function isLate({ deadline }: Stepping): boolean {
  return clock() >= deadline
}

function lateJob({ job }: Unit): string {
  return `it took longer than ${job.timeoutMinutes} min`
}

// The first line of the script stands for a step without a name.
function titleOf({ script }: RunStep, index: number): string {
  const line = script.split('\n').find((one) => one.trim() !== '' && !one.startsWith('#'))
  return line?.trim() ?? `step ${index + 1}`
}
