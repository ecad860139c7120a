import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Fate } from '../../../src/plan/plan.ts'
import type { SimulatedJob, VendorOutcomes } from '../../../src/plan/simulate.ts'
import type { Settings, Work } from '../../../src/plan/work.ts'
import { listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { commits } from './facts.ts'
import { resultsFound } from './script.ts'
import type { Started } from './starting.ts'
import type { Values } from './substitution.ts'
import { type Combination, combinationsOf, type Task, tasksOf } from './task.ts'
import { isMet } from './when.ts'
import { takenBy, workOf } from './work.ts'

/** What became of a task. */
interface Ended {
  readonly fate: Fate
  /** Of a task that was skipped: whether its own tests said so, which hinders nobody who only comes after it. */
  readonly byTests: boolean
  /** Whether its failure stops the run. */
  readonly stops: boolean
  readonly results: ReadonlyMap<string, string>
  readonly runs: readonly { readonly name: string; readonly fate: Fate; readonly row: Combination | undefined }[]
}

/**
 * The tasks of a run. All that can start together end before a failure among them stops the rest; what stands in
 * `finally` runs when all else has ended.
 *
 * @see https://tekton.dev/docs/pipelines/pipelines/
 */
export function playRun(started: Started, event: PlanEvent, outcomes: VendorOutcomes): readonly SimulatedJob[] {
  const graph = tasksOf(started.tasks, false)
  const last = tasksOf(started.finally, true)
  const ended = new Map<string, Ended>()
  const values = valuesOf(started, ended)
  const all = [...graph, ...last]
  const end = (task: Task): Ended => endOf(task, all, ended, values, event, outcomes)
  for (;;) {
    const open = graph.filter(({ name }) => !ended.has(name))
    const ready = open.filter(({ after }) => after.every((name) => ended.has(name) || !isIn(graph, name)))
    if (ready.length === 0) break
    const now = ready.map((task) => [task.name, end(task)] as const)
    for (const [name, one] of now) ended.set(name, one)
    if (now.some(([, { stops }]) => stops)) break
  }
  for (const { name } of graph) if (!ended.has(name)) ended.set(name, ofFate('held'))
  const waiting = [...ended.values()].some(({ fate }) => fate === 'waiting')
  const finals = new Map(last.map((task) => [task.name, waiting ? ofFate('waiting') : end(task)] as const))
  const before = ancestorsOf(graph)
  const gates = new Map(graph.filter(({ asks }) => asks).map((task) => [task.name, task]))
  return [...graph, ...last].flatMap((task) => {
    const one = ended.get(task.name) ?? finals.get(task.name) ?? ofFate('skipped')
    const gate = task.after.flatMap((name) => gates.get(name) ?? [])[0]
    const names =
      one.runs.length > 0
        ? one.runs
        : combinationsOf(task).map((row) => ({ name: nameOf(task, row), fate: one.fate, row }))
    const shared = {
      file: started.path,
      waits: task.isFinal ? graph.map(({ name }) => name) : [...(before.get(task.name) ?? [])],
      environment: gate === undefined ? null : environmentOf(gate),
      gate: gate !== undefined,
    }
    const takes = takenBy(task, graph)
    return names.map(({ name, fate, row }) => {
      const work = (settings: Settings): Work => workOf(task, row ?? [], values, takes, settings)
      return { ...shared, name, fate, work }
    })
  })
}

function endOf(
  task: Task,
  all: readonly Task[],
  ended: ReadonlyMap<string, Ended>,
  values: Values,
  event: PlanEvent,
  outcomes: VendorOutcomes,
): Ended {
  const before = task.after.flatMap((name) => ended.get(name) ?? [])
  if (before.some(({ fate }) => fate === 'waiting')) return ofFate('waiting')
  // https://tekton.dev/docs/pipelines/pipelines/#guarding-a-task-and-its-dependent-tasks
  if (before.some(({ fate, byTests }) => fate === 'skipped' && !byTests)) return ofFate('skipped')
  const missing = task.refs.filter(({ task: from, result }) => values.result(from, result) === undefined)
  if (missing.some(({ task: from }) => task.isFinal || ended.get(from)?.fate === 'skipped')) return ofFate('skipped')
  // A result that was never written is a fault of the whole run.
  if (missing.length > 0) return { ...ofFate('held'), stops: true }
  if (!isMet(task.data.when, values)) return { ...ofFate('skipped'), byTests: true }
  if (task.asks) {
    const asking = all.filter(({ after }) => after.includes(task.name))
    return ofFate(asking.every(({ name }) => outcomes.approves(name)) ? 'succeeded' : 'waiting')
  }
  const runs = combinationsOf(task).map((row) => {
    const name = nameOf(task, row)
    return { name, fate: outcomes.fails(name) ? ('failed' as const) : ('succeeded' as const), row }
  })
  const failed = runs.some(({ fate }) => fate === 'failed')
  const goesOn = listOf(mapOf(task.data.taskSpec).steps).some((step) => mapOf(step).onError === 'continue')
  const results = failed && !goesOn ? new Map<string, string>() : resultsOf(task, all, values, event, outcomes)
  const stops = failed && task.data.onError !== 'continue' && !task.isFinal
  return { fate: failed ? 'failed' : runs.length === 0 ? 'skipped' : 'succeeded', byTests: true, stops, results, runs }
}

function resultsOf(
  task: Task,
  all: readonly Task[],
  values: Values,
  event: PlanEvent,
  outcomes: VendorOutcomes,
): ReadonlyMap<string, string> {
  const found = resultsFound(task.data, values, event)
  if (found !== undefined) return found
  const told = outcomes.outputs(task.name)
  // A task that stands elsewhere writes what others ask it for.
  if (task.data.taskSpec === undefined) {
    const asked = all.flatMap(({ refs }) => refs.flatMap((ref) => (ref.task === task.name ? [ref.result] : [])))
    return new Map(asked.map((name) => [name, told[name] ?? usual[name] ?? '']))
  }
  const spec = mapOf(task.data.taskSpec)
  // The files of pipegen double dollar signs where a result is written.
  const doubled = listOf(spec.steps).some((step) => textOf(mapOf(step).script)?.includes('gsub(/[$]/, "$$", value)'))
  return new Map(
    listOf(spec.results).map((one) => {
      const name = textOf(mapOf(one).name) ?? ''
      const value = told[name] ?? usual[name] ?? ''
      return [name, doubled ? value.replaceAll('$', '$$$$') : value] as const
    }),
  )
}

// What a task finds out that looks the commit up, as files of pipegen have it.
const usual: Readonly<Record<string, string>> = { revision: commits.head, url: 'https://git.example.com/acme/shop.git' }

function valuesOf({ params }: Started, ended: ReadonlyMap<string, Ended>): Values {
  return {
    params,
    result: (task, name) => ended.get(task)?.results.get(name),
    status: (task) => {
      const fates = task === '' ? [...ended.values()].map(({ fate }) => fate) : [ended.get(task)?.fate ?? 'skipped']
      if (fates.includes('failed')) return 'Failed'
      if (fates.every((fate) => fate === 'succeeded')) return 'Succeeded'
      return task === '' ? 'Completed' : 'None'
    },
  }
}

function ofFate(fate: Fate): Ended {
  return { fate, byTests: false, stops: false, results: new Map(), runs: [] }
}

function nameOf({ name }: Task, row: Combination | undefined): string {
  return row === undefined ? name : `${name}[${row.map(([, value]) => value).join(',')}]`
}

function isIn(graph: readonly Task[], name: string): boolean {
  return graph.some((task) => task.name === name)
}

// What a person is asked for names the place.
function environmentOf(gate: Task): string | null {
  const asked = listOf(gate.data.params)
    .map(mapOf)
    .find(({ name }) => name === 'description')
  return /^Deploy to (.*)\?$/s.exec(textOf(asked?.value) ?? '')?.[1] ?? null
}

function ancestorsOf(graph: readonly Task[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byName = new Map(graph.map((task) => [task.name, task]))
  const found = new Map<string, ReadonlySet<string>>()
  const visit = (name: string, open: ReadonlySet<string>): ReadonlySet<string> => {
    const known = found.get(name)
    if (known !== undefined) return known
    const inner = new Set([...open, name])
    const after = (byName.get(name)?.after ?? []).filter((other) => !inner.has(other))
    const own = new Set(after.flatMap((other) => [other, ...visit(other, inner)]))
    found.set(name, own)
    return own
  }
  for (const { name } of graph) visit(name, new Set())
  return found
}
