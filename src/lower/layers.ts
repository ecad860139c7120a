import type { Waits } from './order.ts'

/** Jobs in layers: each stands behind the last layer of those that it waits for, and so as early as it can. */
export function layersOf(jobs: readonly string[], waits: Waits): readonly (readonly string[])[] {
  const listed = new Set(jobs)
  const level = new Map<string, number>()
  let left = jobs
  for (let depth = 0; left.length > 0; depth++) {
    const open = new Set(left)
    const free = left.filter((job) => !(waits.get(job) ?? []).some((needed) => listed.has(needed) && open.has(needed)))
    for (const job of free) level.set(job, depth)
    left = left.filter((job) => !level.has(job))
  }
  const depths = Math.max(-1, ...level.values()) + 1
  return Array.from({ length: depths }, (_, depth) => jobs.filter((job) => level.get(job) === depth))
}
