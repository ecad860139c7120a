import type { DataMap } from '../../../../src/yaml/data.ts'
import { pathsIn } from '../expression.ts'
import { expressionsIn } from '../references.ts'
import { wordsOf } from '../source.ts'
import { isTrue } from './fold.ts'
import { type Gate, isClosed, open, readGate } from './gate.ts'

/** A job of a called workflow that can run. */
export interface LiveJob {
  readonly job: DataMap
  readonly gate: Gate
  readonly needs: readonly string[]
}

/** The jobs without those that never run, and those that ask that all before them ran. */
export function liveJobs(
  jobs: ReadonlyMap<string, DataMap>,
  tell: (why: string) => void,
): ReadonlyMap<string, LiveJob> {
  const all = new Map(
    [...jobs].map(([id, job]) => {
      const gate = readGate(job.if)
      if (gate === undefined) tell('the condition of one of its jobs cannot be read')
      return [id, { job, gate: gate ?? open, needs: wordsOf(job.needs) ?? [] }] as const
    }),
  )
  const live = new Map<string, LiveJob>(all)
  for (let before = -1; before !== live.size; ) {
    before = live.size
    for (const [id, { gate }] of live)
      if (isClosed(gate) || (gate.status === 'success' && !ancestors(id, all).every((one) => live.has(one))))
        live.delete(id)
  }
  // What is gone leaves its own needs to those that waited for it.
  const left = (needs: readonly string[]): readonly string[] => {
    const found = new Set(needs)
    for (const one of found) if (!live.has(one)) for (const need of all.get(one)?.needs ?? []) found.add(need)
    return [...found].filter((one) => live.has(one))
  }
  return new Map(
    [...live].map(([id, one]) => {
      const needs = left(one.needs)
      if (needs.join() !== one.needs.join() && expressionsIn(one.job).flatMap(pathsIn).some(asksResult))
        tell('one of its jobs asks how one ended that never runs')
      return [id, { ...one, needs }] as const
    }),
  )
}

function asksResult(path: readonly string[]): boolean {
  return path[0] === 'needs' && (path.length < 3 || path[2] === 'result')
}

function ancestors(id: string, jobs: ReadonlyMap<string, LiveJob>): readonly string[] {
  const found = new Set([id])
  for (const one of found) for (const need of jobs.get(one)?.needs ?? []) found.add(need)
  return [...found].slice(1)
}

/** Whether a job runs whenever its workflow does and nothing fails; `behind`: the jobs that wait for it. */
export function isSure(id: string, live: ReadonlyMap<string, LiveJob>, behind: readonly string[] = []): boolean {
  const { gate, needs } = live.get(id) ?? { gate: open, needs: [] }
  if (!isTrue(gate.rest) || behind.includes(id)) return false
  return (
    gate.status === 'always' ||
    (gate.status === 'success' && needs.every((need) => isSure(need, live, [...behind, id])))
  )
}
