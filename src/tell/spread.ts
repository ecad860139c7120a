import type { Job } from '../ir.ts'
import { constantRef, type Desk, declare, plainLength } from './desk.ts'
import { nameFor, type ToldJob } from './family.ts'
import { object } from './literal.ts'

// Fewer options than this, or shorter ones, read better where they are used.
const fewest = 2
const shortest = 160

/** Tells what several jobs have in common as a constant that each spreads; gives the code of each such job. */
export function tellCommon(jobs: readonly ToldJob[], desk: Desk): ReadonlyMap<Job, string> {
  const done = new Map<Job, string>()
  for (let round = 0; round < 20; round++) {
    const left = jobs.filter(({ job }) => !done.has(job))
    const best = bestOf(left.slice(0, 120), desk)
    if (best === undefined) return done
    const common = new Set(best.keys)
    const [first] = best.group
    if (first === undefined) return done
    const name = desk.names.free(`${nameFor(best.group, desk)} common`, 'part')
    const shared = first.entries.filter(([key]) => common.has(key))
    declare(desk, { name, code: `${object(shared)} as const`, kind: 'function', comment: '' })
    for (const { job, entries } of best.group) {
      const own = entries.filter(([key]) => !common.has(key))
      const rest = own.length === 0 ? '}' : `, ${object(own).slice(2)}`
      done.set(job, `job({ ...${constantRef(name)}${rest})`)
    }
  }
  return done
}

interface Group {
  readonly keys: readonly string[]
  readonly group: readonly ToldJob[]
  readonly saved: number
}

// The options that two jobs share, for all pairs; the best is what saves most over all jobs that share them too.
function bestOf(jobs: readonly ToldJob[], desk: Desk): Group | undefined {
  const sharable = jobs.map((one) => ({ one, entries: new Map(one.entries.filter(canShare)) }))
  const seen = new Set<string>()
  let best: Group | undefined
  for (const [index, { entries }] of sharable.entries()) {
    for (const { entries: other } of sharable.slice(index + 1)) {
      const keys = [...entries.keys()].filter((key) => entries.get(key) === other.get(key))
      const id = keys.map((key) => `${key} ${entries.get(key)}`).join('\n')
      if (keys.length < fewest || seen.has(id)) continue
      seen.add(id)
      const length = keys.reduce((sum, key) => sum + key.length + plainLength(desk, entries.get(key) ?? ''), 0)
      if (length < shortest) continue
      const group = sharable.filter(({ entries: any }) => keys.every((key) => any.get(key) === entries.get(key)))
      const saved = (group.length - 1) * length
      if (best === undefined || saved > best.saved) best = { keys, group: group.map(({ one }) => one), saved }
    }
  }
  return best
}

// A function of the cell has its types from where it stands, and comments speak of one job.
function canShare([key, code]: readonly [string, string]): boolean {
  return key !== 'name' && key !== 'matrix' && key !== 'needs' && !code.includes('=>') && !code.includes('//')
}
