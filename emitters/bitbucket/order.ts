import type { Job } from '../../src/ir.ts'
import { type Order, orderOf, precedes } from '../../src/lower/order.ts'
import { isGated, rankOf } from './environment.ts'

/** The jobs of one start, in an order that steps can have. */
export interface Sorted {
  readonly jobs: readonly Job[]
  /** What each job waits for: what it needs, and what is added. */
  readonly waits: ReadonlyMap<string, readonly string[]>
  /** Waits that the story does not ask for, with the reason. */
  readonly added: readonly Added[]
}

/** A wait that the story does not ask for. */
export interface Added {
  readonly job: string
  readonly waitsFor: string
  readonly why: string
}

const why = {
  gate: 'a step that a person starts holds back everything after it',
  alone: 'its group stops or is limited as a whole',
  tiers: 'deployments at the same time must be to environments of one kind',
} as const

/**
 * Adds the waits that steps need: what does not depend on a gate comes before it, a group that acts as a whole stands
 * alone, and deployments of several kinds follow each other.
 */
export function sortJobs(jobs: readonly Job[], all: readonly Job[]): Sorted {
  const waits = waitsOf(jobs, all)
  const added: Added[] = []
  const add = (job: string, waitsFor: string, reason: keyof typeof why) => {
    const order = currentOrder(jobs, waits)
    const [a, b] = [jobs.findIndex((one) => one.id === job), jobs.findIndex((one) => one.id === waitsFor)]
    if (precedes(order, a, b) || precedes(order, b, a)) return
    added.push({ job, waitsFor, why: why[reason] })
    waits.set(job, [...(waits.get(job) ?? []), waitsFor])
  }
  for (const gate of jobs.filter(isGated)) {
    const order = currentOrder(jobs, waits)
    const at = jobs.indexOf(gate)
    const before = jobs.filter(
      (job, index) => job !== gate && !precedes(order, at, index) && !precedes(order, index, at),
    )
    added.push(...before.map((job) => ({ job: gate.id, waitsFor: job.id, why: why.gate })))
    waits.set(gate.id, [...(waits.get(gate.id) ?? []), ...before.map((job) => job.id)])
  }
  for (const job of jobs.filter(standsAlone))
    for (const other of jobs) if (other !== job) add(...later(job, other, jobs), 'alone')
  const deployments = jobs.filter((job) => job.environment !== null)
  for (const [index, job] of deployments.entries()) {
    for (const other of deployments.slice(0, index))
      if (!sameTier(job, other)) add(...lowerFirst(job, other, jobs), 'tiers')
  }
  return { jobs, waits, added }
}

/** Two gates of which neither waits for the other: each would hold back the other. */
export function clashingGates(jobs: readonly Job[], all: readonly Job[]): readonly (readonly [Job, Job])[] {
  const gates = jobs.filter(isGated)
  if (gates.length === 0) return []
  const order = currentOrder(jobs, waitsOf(jobs, all))
  return gates.flatMap((gate, index) =>
    gates.slice(0, index).flatMap((other) => {
      const [a, b] = [jobs.indexOf(gate), jobs.indexOf(other)]
      return precedes(order, a, b) || precedes(order, b, a) ? [] : [[other, gate] as const]
    }),
  )
}

/** Whether the steps of a matrix job need a group, or several, of their own. */
export function standsAlone({ matrix }: Job): boolean {
  if (matrix === null || matrix.cells.length < 2) return false
  return matrix.failFast || (matrix.maxParallel !== null && matrix.maxParallel < matrix.cells.length)
}

/** What each job waits for; a job that is not there hands on what it would have waited for. */
function waitsOf(jobs: readonly Job[], all: readonly Job[]): Map<string, readonly string[]> {
  if (jobs.length === all.length) return new Map(jobs.map((job) => [job.id, job.needs.map((need) => need.job)]))
  const { order, numbers } = wholeOrder(all)
  const placed = jobs.map(({ id }) => ({ id, at: numbers.get(id) as number })).sort((one, other) => one.at - other.at)
  return new Map(
    jobs.map(({ id }) => {
      const at = numbers.get(id) as number
      return [id, placed.filter((one) => precedes(order, one.at, at)).map((one) => one.id)]
    }),
  )
}

interface WholeOrder {
  readonly order: Order
  readonly numbers: ReadonlyMap<string, number>
}

const known = new WeakMap<readonly Job[], WholeOrder>()

// Each section of the file asks for the order of the same jobs.
function wholeOrder(all: readonly Job[]): WholeOrder {
  const before = known.get(all)
  if (before !== undefined) return before
  const order = orderOf(
    all.map((job) => job.id),
    new Map(all.map((job) => [job.id, job.needs.map((need) => need.job)])),
  )
  const made = { order, numbers: new Map(all.map((job, index) => [job.id, index])) }
  known.set(all, made)
  return made
}

function currentOrder(jobs: readonly Job[], waits: ReadonlyMap<string, readonly string[]>): Order {
  return orderOf(
    jobs.map((job) => job.id),
    waits,
  )
}

function later(one: Job, other: Job, jobs: readonly Job[]): readonly [string, string] {
  return jobs.indexOf(one) > jobs.indexOf(other) ? [one.id, other.id] : [other.id, one.id]
}

// Bitbucket wants deployments to go from test to staging to production.
function lowerFirst(one: Job, other: Job, jobs: readonly Job[]): readonly [string, string] {
  const [a, b] = [rankOf(one), rankOf(other)]
  if (a === undefined || b === undefined || a === b) return later(one, other, jobs)
  return a > b ? [one.id, other.id] : [other.id, one.id]
}

function sameTier(one: Job, other: Job): boolean {
  const [a, b] = [one.environment?.tier ?? null, other.environment?.tier ?? null]
  return a !== null && a === b
}
