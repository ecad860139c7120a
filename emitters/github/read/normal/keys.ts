import type { DataMap } from '../../../../src/yaml/data.ts'
import { pathsIn } from '../expression.ts'
import { readMatrix } from '../matrix.ts'
import { expressionsIn } from '../references.ts'
import { listOf, mapOf, wordOf, wordsOf } from '../source.ts'
import { wholeOf } from '../template.ts'
import { normalIf } from './condition.ts'
import type { StepScene } from './step.ts'
import { type Ids, normalNode, normalText, normalValue, sorted } from './words.ts'

const worked: ReadonlySet<string> = new Set(['steps', 'env', 'defaults'])

/** The keys of a job but its steps and what is worked into them, with all that goes without saying said. */
export function keysOf(id: string, data: DataMap, scene: StepScene): Readonly<Record<string, unknown>> {
  const { ids, known, needs, closed } = scene
  const rest = Object.fromEntries(
    Object.entries(data)
      .filter(([key]) => !worked.has(key))
      .map(([key, value]) => [key, normalValue(value, ids)]),
  )
  const isCall = data.uses !== undefined
  return {
    ...rest,
    name: wordOf(data.name) === undefined ? id : normalText(wordOf(data.name) ?? '', ids),
    needs,
    if: normalIf(
      data.if,
      known,
      ids,
      [...new Set(wordsOf(data.needs) ?? [])].filter((need) => need !== known.checks?.id),
      closed,
    ),
    ...(isCall
      ? {}
      : {
          'timeout-minutes': normalValue(data['timeout-minutes'] ?? 360, ids),
          'runs-on': runsOn(data['runs-on'], scene),
          container: longForm(data.container, 'image', ids),
          environment: longForm(data.environment, 'name', ids),
          services: services(data.services, ids),
          outputs: outputs(data.outputs, ids),
        }),
    'continue-on-error':
      data['continue-on-error'] === true
        ? true
        : data['continue-on-error'] === false
          ? undefined
          : normalOr(data['continue-on-error'], ids),
    concurrency: concurrency(data.concurrency, ids),
    strategy: strategy(data, ids),
    permissions: permissionsOf(data, scene),
  }
}

function normalOr(value: unknown, ids: Ids): unknown {
  return value === undefined || value === null ? undefined : normalValue(value, ids)
}

/** A value whose short form is one of its keys. */
function longForm(value: unknown, key: string, ids: Ids): unknown {
  if (value === undefined || value === null || value === '') return undefined
  return normalValue(mapOf(value) ?? { [key]: value }, ids)
}

/** The lock of a workflow or a job, in full. */
export function concurrency(value: unknown, ids: Ids): unknown {
  if (value === undefined || value === null) return undefined
  const map = mapOf(value) ?? { group: value }
  return normalValue({ 'cancel-in-progress': false, queue: 'single', ...map }, ids)
}

// What the job says, or else the workflow.
function permissionsOf(data: DataMap, { workflow }: StepScene): unknown {
  const said = data.permissions ?? workflow.permissions
  return said === undefined || said === null ? undefined : permissions(said)
}

/** What a token may do, in full. */
export function permissions(value: unknown): unknown {
  const map = mapOf(value)
  if (map === undefined) return wordOf(value) ?? {}
  return sorted(
    Object.fromEntries(
      Object.entries(map)
        .filter(([, level]) => level !== 'none')
        .map(([key, level]) => [key, wordOf(level)]),
    ),
  )
}

function strategy(job: DataMap, ids: Ids): unknown {
  const map = mapOf(job.strategy)
  if (map?.matrix === undefined || map.matrix === null) return undefined
  const matrix = mapOf(map.matrix)
  // Axes are crossed in their order; what is empty says nothing.
  const said =
    matrix &&
    Object.fromEntries(Object.entries(matrix).filter(([, part]) => !(Array.isArray(part) && part.length === 0)))
  return {
    matrix:
      said === undefined
        ? normalValue(map.matrix, ids)
        : [
            ...Object.entries(said)
              .map(([key, part]) => [key, normalValue(part, ids)])
              .sort(bySection),
            typedKeys(job),
          ],
    'fail-fast': map['fail-fast'] === undefined ? 'true' : normalValue(map['fail-fast'], ids),
    'max-parallel': normalOr(map['max-parallel'], ids),
  }
}

// Keys whose truths something asks for in an expression, where a text would count as true.
function typedKeys(job: DataMap): readonly string[] | undefined {
  const matrix = readMatrix(mapOf(job.strategy))
  const truths = new Set(
    (matrix?.cells ?? []).flatMap((cell) => Object.keys(cell).filter((key) => typeof cell[key] === 'boolean')),
  )
  if (truths.size === 0) return undefined
  const { if: _, strategy: __, steps, ...rest } = job
  const inner = listOf(steps).map((step) => ({ ...(mapOf(step) ?? {}), if: undefined }))
  const asked = expressionsIn([rest, inner]).flatMap((node) => ('path' in node ? [] : pathsIn(node)))
  const used = [...truths].filter((key) => asked.some((path) => path[0] === 'matrix' && path[1] === key))
  return used.length === 0 ? undefined : used
}

function bySection([one]: readonly unknown[], [other]: readonly unknown[]): number {
  const rank = (key: unknown): number => (key === 'include' ? 2 : key === 'exclude' ? 1 : 0)
  return rank(one) - rank(other)
}

function runsOn(value: unknown, { ids }: StepScene): unknown {
  const map = mapOf(value)
  return map === undefined ? listOf(value).map((label) => normalValue(label, ids)) : normalValue(map, ids)
}

function services(value: unknown, ids: Ids): unknown {
  const map = mapOf(value)
  if (map === undefined) return normalOr(value, ids)
  return Object.fromEntries(Object.entries(map).map(([id, service]) => [id, longForm(service, 'image', ids)]))
}

// Of several steps that may write an output the last that did counts, and each name is written by one.
function outputs(value: unknown, ids: Ids): unknown {
  const map = mapOf(value) ?? {}
  const entries = Object.entries(map).map(([name, text]) => {
    const node = wholeOf(wordOf(text) ?? '')?.node
    const parts = node === undefined ? [] : 'any' in node ? node.any : [node]
    const ofSteps = parts.length > 0 && parts.every((part) => 'path' in part && part.path[0] === 'steps')
    return [name, ofSteps ? parts.map((part) => normalNode(part, ids)).sort() : normalValue(text, ids)] as const
  })
  return entries.length === 0 ? undefined : sorted(Object.fromEntries(entries))
}
