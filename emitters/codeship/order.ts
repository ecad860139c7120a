import type { Job } from '../../src/ir.ts'
import { orderOf, precedes } from '../../src/lower/order.ts'

/** A wait that the story does not ask for. */
export interface Added {
  readonly job: string
  readonly waitsFor: string
  readonly why: string
}

/** Why a job waits for more than it needs. */
export const why = {
  groups: 'groups of steps stand one after another or side by side',
  gate: 'steps that wait for a person are the last of a build',
  line: 'commands run one after another',
  stories: 'steps that wait for a person are the last of a build, after those of all stories',
} as const

/** What each job waits for; a job that is not there hands on what it would have waited for. */
export function waitsOf(jobs: readonly Job[], all: readonly Job[]): Map<string, readonly string[]> {
  if (jobs.length === all.length) return new Map(jobs.map((job) => [job.id, job.needs.map((need) => need.job)]))
  const there = new Set(jobs.map((job) => job.id))
  const order = orderOf(
    all.map((job) => job.id),
    new Map(all.map((job) => [job.id, job.needs.map((need) => need.job)])),
  )
  const numbers = new Map(all.map((job, index) => [job.id, index]))
  return new Map(
    jobs.map((job) => {
      const at = numbers.get(job.id) as number
      return [job.id, all.filter((one, index) => there.has(one.id) && precedes(order, index, at)).map((one) => one.id)]
    }),
  )
}

/** All jobs that must have ended before a job starts. */
export function ancestorsOf(job: Job, all: readonly Job[]): ReadonlySet<string> {
  const byId = new Map(all.map((one) => [one.id, one]))
  const found = new Set<string>()
  const stack = [job]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    for (const need of next.needs) {
      const other = byId.get(need.job)
      if (other === undefined || found.has(need.job)) continue
      found.add(need.job)
      stack.push(other)
    }
  }
  return found
}
