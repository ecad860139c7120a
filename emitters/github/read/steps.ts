import { tests } from '../../../src/condition/tests.ts'
import type { RunStep, Step } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { mayBeTaken } from './actions/keeping.ts'
import { otherwiseOf, recipeOf } from './actions/otherwise.ts'
import type { Placed } from './arrange.ts'
import { filesOf, type JobFiles } from './elsewhere/files.ts'
import { type Elsewhere, runElsewhere, scriptOf } from './elsewhere/run.ts'
import { readRun } from './run-step.ts'
import { mapOf, type Source, wordOf } from './source.ts'
import { toVendorStep } from './vendor-step.ts'
import type { JobView } from './view.ts'

/** The steps of a job that stay steps. */
export interface ReadSteps {
  readonly own: readonly Step[]
  /** Why steps are not portable, by their number. */
  readonly reasons: ReadonlyMap<number, string>
  /** What other vendors run in place of a script that is not portable as it stands, by its number. */
  readonly elsewhere: (index: number) => RunStep | null
}

/** Reads the steps of a job; `writers` are the ids of those whose outputs are outputs of the job. */
export function readSteps(
  id: string,
  data: DataMap,
  view: JobView,
  writers: ReadonlySet<string>,
  source: Source,
): ReadSteps {
  const { known, around, asked, steps } = view
  const visible = new Set([...Object.keys(mapOf(source.data.env) ?? {}), ...Object.keys(mapOf(data.env) ?? {})])
  const folder = steps.checkout === undefined ? undefined : '.git/'
  const recipes = new Map(
    steps.rest.flatMap(({ index, step }) => {
      const name = wordOf(step.id) ?? ''
      const isAsked = asked.within.has(name) || asked.outside.has(name)
      const recipe =
        step.run === undefined
          ? recipeOf(step, { asked: isAsked, folder, taken: mayBeTaken(step, source.data) })
          : undefined
      return recipe === undefined ? [] : [[index, recipe] as const]
    }),
  )
  const theirs = theirEnvOf(source.data.env, data.env, view)
  const files = filesOf(id, steps.rest, folder, { within: asked.within, job: writers }, recipes, theirs)
  const placeOf = (index: number): Elsewhere => {
    const path = ['jobs', id, 'steps', index]
    return { path, known, around, source, visible, index, files }
  }
  const script = (index: number): RunStep | null => {
    const step = steps.rest.find((placed) => placed.index === index)?.step ?? {}
    const own = scriptOf(step, placeOf(index))
    return own === undefined ? null : runElsewhere(step, own, placeOf(index))
  }
  const reasons = new Map<number, string>()
  const found = steps.rest.map((placed): Found => {
    const { index, step } = placed
    const place = placeOf(index)
    if (step.run === undefined) return { placed, read: undefined, other: otherwiseOf(step, recipes.get(index), place) }
    const read = readRun(step, { ...place, writes: writers.has(wordOf(step.id) ?? '') })
    const isPlain = typeof read !== 'string' && !needsMore(placed, read, files, asked.within)
    return { placed, read, other: isPlain ? undefined : script(index) }
  })
  const isShort =
    source.leaving !== true && found.every(({ read, other }) => isRun(read) || other?.writesOutputs !== true)
  const own = found.map(({ placed, read, other = null }): Step => {
    const { index, step } = placed
    if (isRun(read) && (other === null ? !needsFiles(placed, read, files) : isShort))
      return withId(read, step, asked.within)
    if (other === null && read !== undefined)
      reasons.set(index, isRun(read) ? 'it sees what an earlier step left' : read)
    return toVendorStep(step, view, other, source.at(placeOf(index).path))
  })
  return { own, reasons, elsewhere: script }
}

interface Found {
  readonly placed: Placed
  /** A script as a portable step, or why it is none; undefined: the step is no script. */
  readonly read: RunStep | string | undefined
  /** What others run in its place; undefined: the same. */
  readonly other: RunStep | null | undefined
}

function isRun(read: Found['read']): read is RunStep {
  return typeof read === 'object'
}

// Whether a script runs as it stands on other vendors too, but sees or leaves something less there.
function needsMore(placed: Placed, run: RunStep, files: JobFiles, asked: ReadonlySet<string>): boolean {
  const id = wordOf(placed.step.id) ?? ''
  return (
    needsFiles(placed, run, files) ||
    tests(run.condition).some(({ test }) => test === 'vendor') ||
    (asked.has(id) && files.writers.get(id) === 'step')
  )
}

function needsFiles({ index }: Placed, run: RunStep, files: JobFiles): boolean {
  const after = (first: number | undefined): boolean => first !== undefined && first < index
  const isAsked = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(run.script)
  return after(files.env) || after(files.path) || Object.keys(files.theirs).some(isAsked)
}

// The variables of the job and the workflow that no other vendor is told.
function theirEnvOf(outer: unknown, inner: unknown, { env, known }: JobView): DataMap {
  const told = new Set([...env.map(({ name }) => name), ...(known.job?.env.keys() ?? [])])
  const all = { ...mapOf(outer), ...mapOf(inner) }
  return Object.fromEntries(Object.entries(all).filter(([name]) => !told.has(name))) as DataMap
}

// An id that other steps ask for is kept.
function withId(step: RunStep, data: DataMap, asked: ReadonlySet<string>): RunStep {
  const id = wordOf(data.id)
  if (id === undefined || !asked.has(id)) return step
  return { ...step, raw: [{ vendor: 'github', patch: { id }, origin: step.origin }] }
}
