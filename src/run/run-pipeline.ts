import type { Job, Pipeline } from '../ir.ts'
import { holds } from '../plan/holds.ts'
import { runOrder } from '../plan/run-order.ts'
import { endOf, type Hindrance, hindranceOf, type JobEnd, skippedNeed } from './fate-of.ts'
import { findCoverage } from './find-coverage.ts'
import type { Host } from './host.ts'
import { takeLock } from './lock.ts'
import type { Listener, UnitEnd } from './result.ts'
import { type Running, runUnit } from './run-unit.ts'
import type { Seat } from './seats.ts'
import { write } from './sight.ts'
import { type Unit, unitsOf } from './unit.ts'

/** What is run, and how. */
export interface Order {
  readonly pipeline: Pipeline
  /** The ids of the jobs that take part; the others count as if they were not there. */
  readonly chosen: ReadonlySet<string>
  /** By job: why it cannot or shall not run here. */
  readonly lacking: ReadonlyMap<string, string>
  /** Whether a person agrees that a job starts. */
  readonly approves: (job: Job) => Promise<boolean>
  /** Whether a failed job holds nobody back. */
  readonly keepGoing: boolean
  /** Whether the first failure ends the run. */
  readonly failFast: boolean
  readonly signal: AbortSignal
}

interface State {
  readonly job: Job
  readonly units: readonly Unit[]
  readonly ends: UnitEnd[]
  /** Ends the units of the job alone. */
  readonly control: AbortController
  isOver: boolean
  waits: number
  running: number
}

/** Runs a pipeline: each job when what it waits for has ended, as many at once as there are seats. */
export async function runPipeline(
  order: Order,
  host: Host,
  seats: readonly Seat[],
  listener: Listener,
): Promise<readonly UnitEnd[]> {
  const { pipeline, chosen, signal } = order
  const jobs = runOrder(pipeline.jobs.filter((job) => chosen.has(job.id)))
  const units = unitsOf(jobs)
  const ends = new Map<string, JobEnd>()
  const outputs = new Map<string, Readonly<Record<string, string>>>()
  const all: UnitEnd[] = []
  const free = [...seats].reverse()
  const queue: Unit[] = []
  const pending = new Set<Promise<void>>()
  // Whether some in the queue are not to run any more.
  let hasEnded = signal.aborted
  let isSorted = true
  const states = new Map(jobs.map((job) => [job.id, stateOf(job, units.get(job.id) ?? [], chosen)]))
  const dependents = dependentsOf(jobs)
  const cancel = (state: State): void => {
    hasEnded = true
    state.isOver = true
    state.control.abort()
  }
  const stop = (): void => states.forEach(cancel)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })

  const output = (job: string, name: string): string => outputs.get(job)?.[name] ?? ''
  const later = (work: Promise<void>): void => {
    const kept: Promise<void> = work.finally(() => pending.delete(kept))
    pending.add(kept)
  }
  const end = (state: State, one: UnitEnd): void => {
    state.ends.push(one)
    all.push(one)
    listener.ended(one)
    if (state.ends.length < state.units.length) return
    ends.set(
      state.job.id,
      endOf(
        state.job,
        state.ends.map(({ fate }) => fate),
        ends,
      ),
    )
    for (const other of dependents.get(state.job.id) ?? []) {
      const next = states.get(other) as State
      next.waits -= 1
      if (next.waits === 0) decide(next)
    }
  }
  const endAll = (state: State, { fate, why }: Hindrance): void => {
    for (const unit of state.units) end(state, { unit, fate, why, result: null })
  }
  const scope = (unit: Unit) => ({ pipeline, event: host.facts.event, job: unit.job.id, cell: unit.cell, output })
  const start = (state: State, due: readonly Unit[]): void => {
    queue.push(...due)
    isSorted = false
    for (const unit of state.units)
      if (!due.includes(unit)) end(state, { unit, fate: 'skipped', why: 'its condition does not hold', result: null })
  }
  const decide = (state: State): void => {
    const { job } = state
    const hindrance = hindranceOf(job, ends, order.keepGoing)
    const due = hindrance === null ? state.units.filter((unit) => holds(job.condition, scope(unit))) : []
    const skipped = skippedNeed(job, ends)
    const lack = order.lacking.get(job.id)
    if (hindrance !== null) endAll(state, hindrance)
    else if (due.length === 0) start(state, due)
    else if (skipped !== undefined) endAll(state, { fate: 'skipped', why: `${skipped} was skipped` })
    else if (lack !== undefined) endAll(state, { fate: 'waiting', why: lack })
    else if (job.environment?.approval !== 'manual') start(state, due)
    else
      later(
        order.approves(job).then((yes) => {
          if (yes) start(state, due)
          else endAll(state, { fate: 'waiting', why: 'nobody agreed' })
        }),
      )
  }
  const begin = async (unit: Unit, state: State, seat: Seat): Promise<void> => {
    const release = await lockOf(unit, host, output, order, state.control.signal)
    const one: UnitEnd =
      release === undefined
        ? { unit, fate: 'cancelled', why: 'it was ended', result: null }
        : await execute({
            unit,
            seat,
            pipeline,
            host,
            output,
            needed: neededBy(unit.job, pipeline),
            signal: state.control.signal,
            listener,
          })
    release?.()
    free.push(seat)
    state.running -= 1
    if (one.result !== null && unit.job.matrix === null) outputs.set(unit.job.id, one.result.outputs)
    if (one.fate === 'failed' && unit.job.matrix?.failFast === true) cancel(state)
    if (one.fate === 'failed' && order.failFast && !unit.job.allowFailure) stop()
    end(state, one)
  }
  const next = (): Unit | undefined => {
    if (!hasEnded && free.length === 0) return undefined
    if (!isSorted) queue.sort((a, b) => a.index - b.index)
    isSorted = true
    const at = queue.findIndex(({ job }) => {
      const { isOver, running } = states.get(job.id) as State
      return isOver || (free.length > 0 && running < (job.matrix?.maxParallel ?? Infinity))
    })
    return at === -1 ? undefined : queue.splice(at, 1)[0]
  }
  const fill = (): void => {
    for (let unit = next(); unit !== undefined; unit = next()) {
      const state = states.get(unit.job.id) as State
      if (state.isOver) end(state, { unit, fate: 'cancelled', why: 'the run had ended', result: null })
      else {
        state.running += 1
        later(begin(unit, state, free.pop() as Seat))
      }
    }
  }
  for (const state of [...states.values()].filter(({ waits }) => waits === 0)) decide(state)
  for (fill(); pending.size > 0; fill()) await Promise.race(pending)
  signal.removeEventListener('abort', stop)
  return all
}

function stateOf(job: Job, units: readonly Unit[], chosen: ReadonlySet<string>): State {
  const waits = job.needs.filter((need) => chosen.has(need.job)).length
  return { job, units, ends: [], control: new AbortController(), isOver: false, waits, running: 0 }
}

function dependentsOf(jobs: readonly Job[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const job of jobs) for (const need of job.needs) found.set(need.job, [...(found.get(need.job) ?? []), job.id])
  return found
}

function neededBy(job: Job, { jobs }: Pipeline): readonly Job[] {
  const wanted = new Set(job.needs.filter((need) => need.artifacts).map((need) => need.job))
  return jobs.filter(({ id }) => wanted.has(id))
}

async function execute(running: Running): Promise<UnitEnd> {
  const { unit, listener } = running
  const coverage = findCoverage(unit.job.reports.coverage?.pattern ?? null)
  const output: Listener['output'] = (one, bytes) => {
    coverage.take(bytes)
    listener.output(one, bytes)
  }
  const result = await runUnit({ ...running, listener: coverage.isOff ? listener : { ...listener, output } })
  return { unit, fate: result.fate, why: result.why, result: { ...result, coverage: coverage.found() } }
}

// A deployment holds its environment, and any job what its lock names.
async function lockOf(
  unit: Unit,
  host: Host,
  output: (job: string, name: string) => string,
  { pipeline }: Order,
  signal: AbortSignal,
) {
  const { job, cell } = unit
  if (job.lock === null) return () => {}
  const sight = {
    pipeline,
    facts: host.facts,
    job: job.id,
    cell,
    attempt: 1,
    workspace: '',
    output,
    secret: () => '',
    services: new Map(),
  }
  return takeLock(`${host.root} ${write(job.lock.name, sight)}`, host.locks, signal)
}
