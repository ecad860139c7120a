import { countBoth, type Order, precedes, rowOf } from './order.ts'

/** Two halves of a set of jobs, the first of which holds whatever its jobs wait for. */
export interface Cut {
  readonly first: readonly number[]
  readonly second: readonly number[]
}

/** From this size on, only cuts between levels are tried, so that thousands of jobs take no time. */
const large = 64

/** The cut that adds the fewest waits, of those tried: by depth from the front, by height from the back, around each job. */
export function bestCut(set: readonly number[], order: Order): Cut {
  const depth = levels(set, (a, b) => precedes(order, a, b))
  const height = levels(set, (a, b) => precedes(order, b, a))
  const around: readonly number[] = set.length > large ? [] : set
  const halves = [
    ...steps(depth).map((level) => set.filter((job) => (depth.get(job) as number) <= level)),
    ...steps(height).map((level) => set.filter((job) => (height.get(job) as number) > level)),
    ...around.flatMap((job) => [
      set.filter((one) => precedes(order, one, job)),
      set.filter((one) => !precedes(order, job, one)),
      set.filter((one) => one === job || precedes(order, one, job)),
      set.filter((one) => one !== job && !precedes(order, job, one)),
    ]),
  ]
  let best: Cut | undefined
  let fewest = Number.POSITIVE_INFINITY
  for (const first of halves) {
    if (first.length === 0 || first.length === set.length) continue
    const row = rowOf(first, order.jobs.length)
    const inFirst = new Set(first)
    const second = set.filter((job) => !inFirst.has(job))
    const kept = second.reduce((sum, job) => sum + countBoth(order.before[job] as Uint32Array, row), 0)
    const more = first.length * second.length - kept
    if (more < fewest) [best, fewest] = [{ first, second }, more]
  }
  return best ?? { first: set.slice(0, 1), second: set.slice(1) }
}

function levels(set: readonly number[], before: (a: number, b: number) => boolean): ReadonlyMap<number, number> {
  const level = new Map<number, number>()
  let left = set
  for (let depth = 0; left.length > 0; depth++) {
    const free = left.filter((job) => !left.some((other) => before(other, job)))
    for (const job of free) level.set(job, depth)
    left = left.filter((job) => !level.has(job))
  }
  return level
}

function steps(level: ReadonlyMap<number, number>): readonly number[] {
  return Array.from({ length: Math.max(...level.values()) }, (_, index) => index)
}
