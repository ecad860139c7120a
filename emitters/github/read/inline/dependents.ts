import type { DataMap } from '../../../../src/yaml/data.ts'
import { statusNames } from '../../simulate/expression.ts'
import { calls, type Node, pathsIn } from '../expression.ts'
import { printExpression } from '../print-expression.ts'
import { expressionsIn } from '../references.ts'
import { wordOf, wordsOf } from '../source.ts'
import { readIf } from '../template.ts'
import type { CalledJobs } from './called-jobs.ts'
import { both } from './fold.ts'
import { type Places, placed } from './places.ts'
import { replaceIn } from './replace.ts'

/** Why a job cannot wait for the jobs of a call as it waits for the call; undefined where it can. */
export function whyNot(job: DataMap, id: string, called: CalledJobs): string | undefined {
  if (!(wordsOf(job.needs) ?? []).includes(id)) return undefined
  const nodes = expressionsIn(job)
  const paths = nodes.flatMap(pathsIn).filter(([context]) => context === 'needs')
  const own = paths.filter(([, name]) => name === id)
  const ids = Object.keys(called.jobs)
  const isAlone = ids.length === 1 && ids[0] === id && called.sure.has(id)
  if (own.some((path) => path[2] !== 'outputs' || path.length !== 4) && !isAlone)
    return 'a job asks how it ended as a whole'
  if (paths.some((path) => path.length === 1) && !isAlone && !nodes.every(asksFailures))
    return 'a job asks how all that it needs ended'
  const node = conditionOf(job)
  const isDefault = node === undefined || !asksEnds(node)
  if (isDefault && called.last.some((last) => !called.sure.has(last)) && called.sure.size === 0)
    return 'a job waits for it, and each of its jobs can be skipped'
  return undefined
}

/** A job that waits for the jobs of calls where it waited for the calls. */
export function waitFor(job: DataMap, calledBy: ReadonlyMap<string, CalledJobs>, places: Places): DataMap {
  const needs = wordsOf(job.needs) ?? []
  const some = needs.filter((need) => calledBy.has(need))
  if (some.length === 0) return job
  const node = conditionOf(job)
  const isDefault = node === undefined || !asksEnds(node)
  const filled = replaceIn(job, {
    places,
    tell: () => {},
    fill: ([context, name, what, key]) => {
      const called = context === 'needs' ? calledBy.get(name ?? '') : undefined
      if (called === undefined || what !== 'outputs') return undefined
      return called.outputs.get(key ?? '') ?? { node: { value: '' }, text: '' }
    },
  }) as DataMap
  const mayMiss = (called: CalledJobs): boolean => called.last.some((last) => !called.sure.has(last))
  const isSoft = isDefault && some.some((need) => mayMiss(calledBy.get(need) as CalledJobs))
  const waited = needs.flatMap((need) => {
    const called = calledBy.get(need)
    if (called === undefined) return [need]
    return isSoft || !isDefault ? Object.keys(called.jobs) : called.last
  })
  const asked = expressionsIn(filled)
    .flatMap(pathsIn)
    .flatMap(([context, name]) => (context === 'needs' && name !== undefined && !calledBy.has(name) ? [name] : []))
  const made = [...calledBy.values()].flatMap(({ jobs }) => Object.keys(jobs))
  const all = [...new Set([...waited, ...asked.filter((name) => made.includes(name))])]
  const must = all.filter((need) => [...calledBy.values()].every(({ jobs, sure }) => !(need in jobs) || sure.has(need)))
  const soft = isSoft ? { if: printExpression(unfailed(must, conditionOf(filled))) } : {}
  return placed({ ...filled, needs: all, ...soft }, places.get(job), places)
}

function conditionOf(job: DataMap): Node | undefined {
  const word = wordOf(job.if)
  return word === undefined ? undefined : readIf(word).node
}

function asksEnds(node: Node): boolean {
  return calls(node, [...statusNames])
}

// Whether a failure or an end by hand is all that is asked of all needed jobs.
function asksFailures(node: Node): boolean {
  const text = printExpression(node)
  const rest = text.replaceAll(/contains\(needs\.\*\.result, '(failure|cancelled)'\)/g, '')
  return !/\bneeds(\.\*|\[|\)|,|$)/.test(rest)
}

// The words for jobs of which some may be skipped, but none must have failed.
function unfailed(must: readonly string[], own: Node | undefined): Node {
  const results: Node = { of: { of: { path: ['needs'] }, key: '*' }, key: { value: 'result' } }
  const none = (result: string): Node => ({ not: { call: 'contains', args: [results, { value: result }] } })
  const parts: readonly Node[] = [
    { not: { call: 'cancelled', args: [] } },
    none('failure'),
    none('cancelled'),
    ...must.map((id): Node => ({ sign: '==', left: { path: ['needs', id, 'result'] }, right: { value: 'success' } })),
  ]
  return [...parts, ...(own === undefined ? [] : [own])].reduce(both)
}
