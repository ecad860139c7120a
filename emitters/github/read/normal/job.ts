import type { DataMap } from '../../../../src/yaml/data.ts'
import { isCacheVariable } from '../actions/dependencies.ts'
import type { Placed } from '../arrange.ts'
import { pathsIn } from '../expression.ts'
import type { Overview } from '../overview.ts'
import { expressionsIn } from '../references.ts'
import { listOf, mapOf, type Source, wordOf, wordsOf } from '../source.ts'
import { viewJob } from '../view.ts'
import { normalIf } from './condition.ts'
import { keysOf } from './keys.ts'
import { type NormalStep, normalCheckout, normalStep, normalTool, type StepScene } from './step.ts'
import type { Ids } from './words.ts'

/** A step with its number in the file. */
export interface NumberedStep {
  readonly index: number
  readonly form: NormalStep
}

/** A job with all that goes without saying said. */
export interface NormalJob {
  /** By the key of the file, all but the steps and what is worked into them. */
  readonly keys: Readonly<Record<string, unknown>>
  readonly before: readonly NumberedStep[]
  readonly checkout: NumberedStep | undefined
  readonly tools: readonly NumberedStep[]
  /** What caches are kept, by name. A cache changes the speed alone, so no more of it counts. */
  readonly caches: readonly string[]
  /** What is kept for other jobs, and what is put in place of theirs. */
  readonly artifacts: readonly object[]
  readonly downloads: readonly string[]
  readonly steps: readonly NumberedStep[]
}

/** The normal form of a job. */
export function normalJob(id: string, data: DataMap, whole: Overview, source: Source): NormalJob {
  const view = viewJob(id, data, whole.known, whole.env, source)
  const ids = orderedIds(data)
  const names = [...new Set(wordsOf(data.needs) ?? [])].filter((need) => need !== whole.known.checks?.id)
  const said = normalIf(data.if, view.asking, ids, names, whole.closed) ?? ''
  const needs = neededBy(id, { ...data, if: said.includes('needs') ? (data.if ?? null) : null }, source.data).filter(
    (need) => need !== whole.known.checks?.id,
  )
  const env = { ...(mapOf(source.data.env) ?? {}), ...(mapOf(data.env) ?? {}) } as Record<string, unknown>
  for (const name of Object.keys(env)) if (isCacheVariable(name, env[name])) delete env[name]
  const scene: StepScene = {
    known: view.known,
    around: view.around,
    ids,
    env: env as DataMap,
    needs,
    workflow: source.data,
    closed: whole.closed,
  }
  const form = (placed: Placed): NumberedStep => ({ index: placed.index, form: normalStep(placed.step, scene) })
  const { steps } = view
  const pulls = whole.known.kinds.has('pullRequest') || !whole.closed
  return {
    keys: keysOf(id, data, { ...scene, known: view.asking }),
    before: steps.before.map(form),
    checkout:
      steps.checkout === undefined
        ? undefined
        : { index: steps.checkout.step.index, form: normalCheckout(steps.checkout.step.step, ids, pulls) },
    tools: steps.tools.map(({ step }) => ({ index: step.index, form: normalTool(step.step, ids) })),
    caches: [...new Set(steps.caches.map(({ value }) => value.name))].sort(),
    artifacts: steps.uploads.map(({ value: { origin: _, ...artifact } }) => artifact),
    downloads: steps.downloads.map(({ name }) => name).sort(),
    steps: steps.rest.map(form),
  }
}

// A job that is waited for by another needed one need not be named, unless something asks for it by name.
function neededBy(id: string, data: DataMap, workflow: DataMap): readonly string[] {
  const jobs = mapOf(workflow.jobs) ?? {}
  const direct = (job: string): readonly string[] => wordsOf(mapOf(jobs[job])?.needs) ?? []
  const own = [...new Set(direct(id))].sort()
  if (own.length < 2) return own
  const asked = expressionsIn(data)
    .flatMap(pathsIn)
    .filter((path) => path[0] === 'needs')
  if (asked.some((path) => path.length === 1)) return own
  const behind = new Set<string>()
  const left = own.flatMap(direct)
  for (let job = left.pop(); job !== undefined; job = left.pop()) {
    if (behind.has(job)) continue
    behind.add(job)
    left.push(...direct(job))
  }
  return own.filter((need) => !behind.has(need) || asked.some((path) => path[1] === need))
}

function orderedIds(job: DataMap): Ids {
  const asked = new Set(
    expressionsIn(job)
      .flatMap(pathsIn)
      .flatMap((path) => (path[0] === 'steps' && path[1] !== undefined ? [path[1]] : [])),
  )
  const own = listOf(job.steps).flatMap((step) => wordOf(mapOf(step)?.id) ?? [])
  return new Map(own.filter((id) => asked.has(id)).map((id, index) => [id, `#${index}`]))
}
