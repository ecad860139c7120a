import { isNo, yes } from '../../../src/condition/build.ts'
import { given } from '../../../src/condition/given.ts'
import type { Env, Matrix } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { type Arranged, arrange } from './arrange.ts'
import { readCondition } from './condition.ts'
import { readEnv } from './env.ts'
import type { Known, KnownJob } from './known.ts'
import { readMatrix, toMatrix } from './matrix.ts'
import { askedSteps } from './references.ts'
import { type ReadRunner, readRunner } from './runner.ts'
import { type Around, aroundOf } from './shell.ts'
import { listOf, mapOf, type Source, wordOf, wordsOf } from './source.ts'
import { readIf } from './template.ts'

/** What is known of a job before its steps are read one by one. */
export interface JobView {
  /** For the condition of the job itself. */
  readonly asking: Known
  /** For all within it: the triggers that can lead to it are left. */
  readonly known: Known
  readonly around: Around
  readonly matrix: Matrix | null
  readonly runner: ReadRunner
  readonly hasContainer: boolean
  readonly env: Env
  readonly steps: Arranged
  /** The ids of steps that the job asks for, outside of its outputs and in them. */
  readonly asked: ReturnType<typeof askedSteps>
}

/** Looks at a job of steps. */
export function viewJob(id: string, data: DataMap, outer: Known, pipelineEnv: Env, source: Source): JobView {
  const views = seen.get(outer) ?? new Map<string, JobView>()
  seen.set(outer, views)
  const view = views.get(id) ?? look(id, data, outer, pipelineEnv, source)
  views.set(id, view)
  return view
}

// A job is looked at when it is read and when it is compared.
const seen = new WeakMap<Known, Map<string, JobView>>()

function look(id: string, data: DataMap, outer: Known, pipelineEnv: Env, source: Source): JobView {
  const found = readMatrix(mapOf(data.strategy))
  const deploys = data.environment !== undefined && data.environment !== null
  const matrix =
    found === null || found === undefined ? null : toMatrix(found, mapOf(data.strategy) ?? {}, id, source, deploys)
  const cells = found === null ? [{}] : matrix === null ? undefined : found?.cells
  const runner = readRunner(data['runs-on'], cells)
  const hasContainer = data.container !== undefined && data.container !== null && data.container !== ''
  const systems = runner.machines.map((machine) => machine?.os)
  const outerEnv = new Map(pipelineEnv.map((entry) => [entry.name, entry.value]))
  const job: KnownJob = {
    id,
    inContainer: hasContainer,
    merge: true,
    cells,
    keys: new Set((matrix?.cells ?? []).flatMap((cell) => Object.keys(cell))),
    systems,
    env: outerEnv,
  }
  const inner: Known = { ...outer, ...reaching(data, { ...outer, job }) }
  const asked = askedSteps(data)
  const all = new Set([...asked.within, ...asked.outside])
  const raw = listOf(data.steps).map((step) => mapOf(step) ?? {})
  const steps = arrange(raw, id, all, { ...inner, job }, source)
  const merge = steps.checkout === undefined || steps.checkout.value.pullRequest === 'merge'
  const { env } = readEnv(data.env, ['jobs', id, 'env'], { ...inner, job: { ...job, merge } }, source)
  const seen = new Map([...outerEnv, ...env.map((entry) => [entry.name, entry.value] as const)])
  return {
    asking: { ...outer, job: { ...job, merge, env: seen } },
    known: { ...inner, job: { ...job, merge, env: seen } },
    around: aroundOf(source.data, data, systems, hasContainer),
    matrix,
    runner,
    hasContainer,
    env,
    steps,
    asked,
  }
}

function reaching(data: DataMap, known: Known): Pick<Known, 'triggers' | 'kinds'> {
  const word = wordOf(data.if)
  const node = word === undefined ? undefined : readIf(word).node
  const condition = node === undefined ? yes : readCondition(node, known, wordsOf(data.needs) ?? []).condition
  const left = known.triggers.filter((trigger) => !isNo(given(condition, trigger)))
  const triggers = left.length === 0 ? known.triggers : left
  return { triggers, kinds: new Set(triggers.map(({ kind }) => kind)) }
}
