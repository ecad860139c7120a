import { yes } from '../../../src/condition/build.ts'
import { canHold } from '../../../src/condition/given.ts'
import type { Env, Job, Need, RunStep, Step } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import type { Arranged, Placed } from './arrange.ts'
import { inTheirWords, readCondition, type When } from './condition.ts'
import { readContainer, readServices } from './container.ts'
import { theirEnv } from './env.ts'
import { readEnvironment, readLock } from './environment.ts'
import type { Known } from './known.ts'
import { readOutputs } from './outputs.ts'
import { reportOf } from './own-steps.ts'
import { readPermissions } from './permissions.ts'
import { toRunner } from './runner.ts'
import type { Around } from './shell.ts'
import { listOf, mapOf, type Source, wordOf, wordsOf } from './source.ts'
import { readSteps } from './steps.ts'
import { readIf } from './template.ts'
import { readText } from './value.ts'
import { nativeOf } from './vendor-step.ts'
import { viewJob } from './view.ts'

/** A job of a file, read. */
export interface ReadJob {
  readonly job: Job
  readonly steps: Arranged
  readonly around: Around
  readonly known: Known
  /** What the file calls the machine in each cell of the matrix. */
  readonly machineNames: readonly string[]
  /** Whether the system of the machine had to be guessed. */
  readonly unknownMachine: boolean
  /** What other vendors run in place of a script that is not portable as it stands, by its number. */
  readonly elsewhere: (index: number) => RunStep | null
  /** Why steps are not portable, by their number. */
  readonly reasons: ReadonlyMap<number, string>
  /** The outputs that the pipeline keeps, as far as the scripts that write them are portable. */
  readonly outputs: ReadonlySet<string>
}

/** Reads a job of steps. */
export function readJob(id: string, data: DataMap, outer: Known, pipelineEnv: Env, source: Source): ReadJob {
  const { at } = source
  const view = viewJob(id, data, outer, pipelineEnv, source)
  const { known, around, matrix, runner, hasContainer, env, steps } = view
  const outputs = readOutputs(data)
  const { own, reasons, elsewhere } = readSteps(id, data, view, outputs.writers, source)
  const kept = keptOutputs(outputs, steps.rest, own)
  const when = jobWhen(data, view.asking)
  const caches = steps.caches.map(({ value }) => value)
  const cacheEnv = caches
    .flatMap((cache) => cache.env)
    .filter((entry) => !env.some((other) => other.name === entry.name))
  const minutes = data['timeout-minutes']
  const environment = readEnvironment(data, id, known, source)
  const before = steps.before.map(({ step }) => nativeOf(step, around))
  const byHand = {
    ...(data.uses === undefined ? {} : { uses: data.uses }),
    ...theirEnv(data.env, [...env.map((entry) => entry.name)]),
    ...(before.length === 0 ? {} : { steps: { before } }),
  }
  return {
    steps,
    around,
    known,
    elsewhere,
    machineNames: runner.names,
    unknownMachine: runner.machines.includes(undefined) && runner.labels.length === 0,
    reasons,
    outputs: new Set(kept),
    job: {
      id,
      name: readText(data.name, known, ['matrix']) ?? [id],
      stage: '',
      needs: needsOf(
        data,
        when,
        id,
        source,
        known,
        steps.downloads.map(({ name }) => name),
      ),
      status: when.status,
      condition: when.condition,
      matrix,
      runner: toRunner(runner, matrix, at(['jobs', id, 'runs-on'])),
      container: hasContainer ? readContainer(data.container, id, known, source) : null,
      tools: steps.tools.map(({ value }) => value),
      services: readServices(data.services, id, known, source),
      env: [...env, ...cacheEnv],
      steps: markWriters(own, kept.length > 0),
      outputs: kept.map((name) => ({ name, origin: at(['jobs', id, 'outputs', name]) })),
      artifacts: steps.uploads.map(({ value }) => value),
      caches,
      reports: readReports(data, id, source),
      environment,
      lock: lockOf(data, environment, readLock(data.concurrency, id, known, source)),
      timeoutMinutes: typeof minutes === 'number' && Number.isInteger(minutes) && minutes > 0 ? minutes : 360,
      retry: 0,
      allowFailure: data['continue-on-error'] === true,
      permissions: readPermissions(data.permissions),
      checkout: steps.checkout?.value ?? null,
      raw: Object.keys(byHand).length === 0 ? [] : [{ vendor: 'github', patch: byHand, origin: at(['jobs', id]) }],
      origin: at(['jobs', id]),
    },
  }
}

// A deployment that says nothing of it may overlap with another one.
function lockOf({ concurrency }: DataMap, environment: Job['environment'], own: Job['lock']): Job['lock'] {
  if (environment === null || concurrency === undefined || concurrency === null) return own
  return { name: environment.name, origin: environment.origin }
}

function keptOutputs(
  { names, writers }: ReturnType<typeof readOutputs>,
  rest: readonly Placed[],
  own: readonly Step[],
): readonly string[] {
  const portable = new Set(
    rest.flatMap(({ step }, index) => {
      const made = own[index]
      return made?.kind === 'run' || made?.otherwise?.writesOutputs === true ? [wordOf(step.id) ?? ''] : []
    }),
  )
  return [...writers].every((id) => portable.has(id)) ? names : []
}

function readReports(data: DataMap, id: string, { at }: Source): Job['reports'] {
  const found = listOf(data.steps).map((step) => reportOf(mapOf(step) ?? {}, id))
  return { junit: [], coverage: null, origin: at(['jobs', id]), ...Object.assign({}, ...found) }
}

// As the story language has it: where scripts name the file, only those write, and else all may.
function markWriters(steps: readonly Step[], hasOutputs: boolean): readonly Step[] {
  const names = (step: Step): boolean =>
    (step.kind === 'run' ? step : step.otherwise)?.script.includes('PIPEGEN_OUTPUT') === true
  const some = steps.some(names)
  return steps.map((step) => {
    if (step.kind === 'run') return { ...step, writesOutputs: hasOutputs && (!some || names(step)) }
    // Without outputs there is no file of them.
    return step.otherwise?.writesOutputs === true && !hasOutputs ? { ...step, otherwise: null } : step
  })
}

function jobWhen(data: DataMap, known: Known): When {
  const word = wordOf(data.if)
  if (word === undefined) return { status: 'success', condition: yes }
  const { node } = readIf(word)
  if (node === undefined) return { status: 'success', condition: yes }
  const needs = (wordsOf(data.needs) ?? []).filter((name) => name !== known.checks?.id)
  const when = readCondition(node, known, needs)
  // What no run of the file reaches, no run of the story shall reach.
  const isDead = known.triggers.length > 0 && !canHold(when.condition, known.triggers)
  return isDead ? inTheirWords(node) : when
}

function needsOf(
  data: DataMap,
  when: When,
  id: string,
  { at }: Source,
  known: Known,
  downloads: readonly string[],
): readonly Need[] {
  const names = [...new Set(wordsOf(data.needs) ?? [])].filter((name) => name !== known.checks?.id)
  const own = new Set(downloads)
  // Where a job keeps no artifacts, the usual word for a need says the same.
  const takes = (job: string): boolean => {
    const kept = [...known.artifacts].filter(([, owner]) => owner === job)
    return kept.length === 0 || kept.some(([name]) => own.has(name))
  }
  return names.map((job, index) => ({
    job,
    by: 'needs',
    artifacts: takes(job),
    optional: when.must !== undefined && !when.must.has(job),
    origin: at(Array.isArray(data.needs) ? ['jobs', id, 'needs', index] : ['jobs', id, 'needs']),
  }))
}
