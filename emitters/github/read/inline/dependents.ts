import type { DataMap } from '../../../../src/yaml/data.ts'
import { type Node, pathsIn } from '../expression.ts'
import { printExpression } from '../print-expression.ts'
import { expressionsIn } from '../references.ts'
import { wordsOf } from '../source.ts'
import type { CalledJobs } from './called-jobs.ts'
import { both } from './fold.ts'
import { readGate } from './gate.ts'
import { type Place, type Places, placed } from './places.ts'
import { replaceIn } from './replace.ts'

/** Why jobs cannot wait for the jobs of a call as they wait for the call; undefined where they can. */
export function whyNot(
  id: string,
  called: CalledJobs,
  jobs: ReadonlyMap<string, DataMap>,
  { places, soft }: Waiting,
): string | undefined {
  const waiting = [...jobs.values()].filter(({ needs }) => (wordsOf(needs) ?? []).includes(id))
  const isWild = Object.values(called.jobs).some((job) => isAfterAll(job, { places, soft }))
  const isUsual = (other: string): boolean => isDefault(jobs.get(other) ?? {})
  const isPassed =
    mayMiss(called) &&
    behind(id, jobs).some((other) => isUsual(other) && before(other, jobs).some((one) => !isUsual(one)))
  if ((isWild && waiting.length > 0) || isPassed)
    return 'a job runs though others failed, and one that waits for both asks that none did'
  return waiting.map((job) => whyNotOne(job, id, called)).find((why) => why !== undefined)
}

function isAfterAll(job: DataMap, { places, soft }: Waiting): boolean {
  const place = places.get(job)
  return place !== undefined && soft.get(place) === false
}

function before(id: string, jobs: ReadonlyMap<string, DataMap>): readonly string[] {
  const found = new Set([id])
  for (const one of found) for (const need of wordsOf(jobs.get(one)?.needs) ?? []) found.add(need)
  return [...found].slice(1)
}

function behind(id: string, jobs: ReadonlyMap<string, DataMap>): readonly string[] {
  return [...jobs.keys()].filter((other) => before(other, jobs).includes(id))
}

function whyNotOne(job: DataMap, id: string, called: CalledJobs): string | undefined {
  const nodes = expressionsIn(job)
  const paths = nodes.flatMap(pathsIn).filter(([context]) => context === 'needs')
  const own = paths.filter(([, name]) => name === id)
  const ids = Object.keys(called.jobs)
  const isAlone = ids.length === 1 && ids[0] === id && called.sure.has(id)
  if (own.some((path) => path[2] !== 'outputs' || path.length !== 4) && !isAlone)
    return 'a job asks how it ended as a whole'
  if (paths.some((path) => path.length === 1) && !isAlone && !nodes.every(asksFailures))
    return 'a job asks how all that it needs ended'
  if (isDefault(job) && mayMiss(called) && called.sure.size === 0)
    return 'a job waits for it, and each of its jobs can be skipped'
  return undefined
}

/** A job that waits for the jobs of calls where it waited for the calls. */
export function waitFor(
  job: DataMap,
  calledBy: ReadonlyMap<string, CalledJobs>,
  { places, soft }: Pick<Waiting, 'places' | 'soft'>,
): DataMap {
  const needs = wordsOf(job.needs) ?? []
  const some = needs.filter((need) => calledBy.has(need))
  if (some.length === 0) return job
  const isUsual = isDefault(job)
  const filled = replaceIn(job, {
    places,
    tell: () => {},
    fill: ([context, name, what, key]) => {
      const called = context === 'needs' ? calledBy.get(name ?? '') : undefined
      if (called === undefined || what !== 'outputs') return undefined
      return called.outputs.get(key ?? '') ?? { node: { value: '' }, text: '' }
    },
  }) as DataMap
  const skips = some.some((need) => mayMiss(calledBy.get(need) as CalledJobs))
  const isSoft = isUsual && skips
  const waited = needs.flatMap((need) => {
    const called = calledBy.get(need)
    if (called === undefined) return [need]
    return isSoft || !isUsual ? Object.keys(called.jobs) : called.last
  })
  const asked = expressionsIn(filled)
    .flatMap(pathsIn)
    .flatMap(([context, name]) => (context === 'needs' && name !== undefined && !calledBy.has(name) ? [name] : []))
  const made = [...calledBy.values()].flatMap(({ jobs }) => Object.keys(jobs))
  const all = [...new Set([...waited, ...asked.filter((name) => made.includes(name))])]
  const must = all.filter((need) => [...calledBy.values()].every(({ jobs, sure }) => !(need in jobs) || sure.has(need)))
  const place = places.get(job)
  if (skips && place !== undefined) soft.set(place, isUsual)
  const asking = isSoft ? { if: printExpression(unfailed(must, restOf(filled))) } : {}
  return placed({ ...filled, needs: all, ...asking }, place, places)
}

/** What is known of the jobs of a workflow that wait for others. */
export interface Waiting {
  readonly places: Places
  /** The places of jobs that run though one before them was skipped, and whether none may have failed; it grows. */
  readonly soft: WeakMap<Place, boolean>
}

/**
 * Jobs behind one that runs though another one before it was skipped: the usual condition would ask for that one too.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
export function behindSoft(
  jobs: ReadonlyMap<string, DataMap>,
  { places, soft }: Waiting,
): ReadonlyMap<string, DataMap> {
  const made = new Map(jobs)
  const isSoft = (id: string): boolean => {
    const place = places.get(made.get(id) ?? {})
    return place !== undefined && soft.has(place)
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const [id, job] of made) {
      const place = places.get(job)
      const needs = wordsOf(job.needs) ?? []
      if (place === undefined || soft.has(place) || !needs.some(isSoft)) continue
      soft.set(place, isDefault(job))
      changed = true
      if (!isDefault(job)) continue
      made.set(id, placed({ ...job, if: printExpression(succeeded(needs, restOf(job))) }, place, places))
    }
  }
  return made
}

// Whether one of the jobs of a call can be skipped though the call is not.
function mayMiss({ jobs, sure }: CalledJobs): boolean {
  return Object.keys(jobs).some((id) => !sure.has(id))
}

function isDefault(job: DataMap): boolean {
  return readGate(job.if)?.status === 'success'
}

function restOf(job: DataMap): Node {
  return readGate(job.if)?.rest ?? { value: true }
}

// Whether a failure or an end by hand is all that is asked of all needed jobs.
function asksFailures(node: Node): boolean {
  const text = printExpression(node)
  const rest = text.replaceAll(/contains\(needs\.\*\.result, '(failure|cancelled)'\)/g, '')
  return !/\bneeds(\.\*|\[|\)|,|$)/.test(rest)
}

// The words for jobs of which some may be skipped, but none must have failed.
function unfailed(must: readonly string[], own: Node): Node {
  const results: Node = { of: { of: { path: ['needs'] }, key: '*' }, key: { value: 'result' } }
  const none = (result: string): Node => ({ not: { call: 'contains', args: [results, { value: result }] } })
  return [none('failure'), none('cancelled')].reduceRight((after, one) => both(one, after), succeeded(must, own))
}

function succeeded(needs: readonly string[], own: Node): Node {
  const parts = needs.map(
    (id): Node => ({ sign: '==', left: { path: ['needs', id, 'result'] }, right: { value: 'success' } }),
  )
  const uncancelled: Node = { not: { call: 'cancelled', args: [] } }
  return [...parts, own].reduce(both, uncancelled)
}
