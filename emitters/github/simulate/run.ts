import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Fate } from '../../../src/plan/plan.ts'
import type { SimulatedJob, VendorOutcomes } from '../../../src/plan/simulate.ts'
import type { Settings, Work } from '../../../src/plan/work.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { mapOf, textOf } from '../../../src/yaml/look.ts'
import { holds, isBarred, readCondition } from './condition.ts'
import { type Contexts, fillIn, resultOf, type Status, wholeExpression } from './expression.ts'
import { type Combination, combinationsOf, runName } from './matrix.ts'
import type { Start } from './starts.ts'
import { asksApproval, isStopped, outputsOf } from './steps.ts'
import { workOf } from './work.ts'
import { ancestorsOf, needsOf, type Workflow } from './workflow.ts'

type Result = 'success' | 'failure' | 'skipped'

/** What became of a job with all its runs. */
interface Ended {
  readonly result: Result
  readonly waiting: boolean
  /** Whether a failure before it kept it from running. */
  readonly held: boolean
  readonly outputs: Readonly<Record<string, string>>
  readonly names: readonly string[]
}

/**
 * The jobs of a run in an order that they can start in.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds
 */
export function playRun(
  workflow: Workflow,
  start: Start,
  event: PlanEvent,
  outcomes: VendorOutcomes,
): readonly SimulatedJob[] {
  const ended = new Map<string, Ended>()
  const played: SimulatedJob[] = []
  for (const id of inOrder(workflow)) {
    const job = workflow.jobs.get(id) ?? mapOf(null)
    const before = ancestorsOf(workflow, id).flatMap((other) => ended.get(other) ?? [])
    const contexts = scopeOf(workflow, id, start, ended)
    const hindered = hindrance(job, before, contexts, namesOf(workflow, id, ended))
    const runs = runsOf(job, contexts).map((combination, index) => {
      const name = runName(id, combination)
      const inner = { ...contexts, matrix: combination ?? {}, strategy: { 'job-index': index } }
      const gate = asksApproval(job)
      const fate: Fate =
        hindered ??
        (gate && !outcomes.approves(name)
          ? 'waiting'
          : isStopped(job, inner, event) || outcomes.fails(name)
            ? 'failed'
            : 'succeeded')
      const mayFail = isExcused(job, inner)
      const excused = fate === 'failed' && mayFail
      const environment = environmentOf(job, inner)
      const work = (settings: Settings): Work => workOf(workflow, id, job, inner, settings)
      return { excused, shown: { file: workflow.path, name, fate, environment, gate, work } }
    })
    const waits = before.flatMap(({ names }) => names)
    const cancels = isHasty(job, contexts) && runs.some(({ shown, excused }) => shown.fate === 'failed' && !excused)
    const cancelled = (fate: Fate): Fate => (cancels && fate === 'succeeded' ? 'held' : fate)
    played.push(...runs.map(({ shown }) => ({ ...shown, fate: cancelled(shown.fate), waits })))
    const failed = runs.some(({ shown, excused }) => shown.fate === 'failed' && !excused)
    ended.set(id, {
      result: hindered !== undefined ? 'skipped' : failed ? 'failure' : 'success',
      waiting: runs.some(({ shown }) => shown.fate === 'waiting'),
      held: hindered === 'held',
      outputs: hindered === undefined ? outputsOf(job, id, contexts, event, outcomes) : {},
      names: runs.map(({ shown }) => shown.name),
    })
  }
  return played
}

// A job starts when those that it names have ended; then its condition is asked, which looks at all jobs before it.
// https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions
function hindrance(
  job: DataMap,
  before: readonly Ended[],
  contexts: Contexts,
  results: (excuse: boolean) => Contexts,
): Exclude<Fate, 'failed' | 'succeeded'> | undefined {
  if (before.some(({ waiting }) => waiting)) return 'waiting'
  const condition = readCondition(job.if)
  if (holds(condition, contexts, statusOf(before))) return undefined
  if (!before.some(({ result, held }) => result === 'failure' || held)) return 'skipped'
  // Held: what failed is enough to keep it from running, were all that was skipped a success.
  const lenient = before.map((one) =>
    one.result === 'skipped' && !one.held ? { ...one, result: 'success' as const } : one,
  )
  return isBarred(condition, { ...contexts, needs: results(true) }, statusOf(lenient)) ? 'held' : 'skipped'
}

function statusOf(before: readonly Ended[]): Status {
  return {
    success: before.every(({ result }) => result === 'success'),
    failure: before.some(({ result }) => result === 'failure'),
    always: true,
    cancelled: false,
  }
}

function scopeOf(workflow: Workflow, id: string, start: Start, ended: ReadonlyMap<string, Ended>): Contexts {
  return { github: start.github, inputs: start.inputs, needs: namesOf(workflow, id, ended)(false) }
}

// The needs context; where skipped jobs are excused, they count as having succeeded.
function namesOf(workflow: Workflow, id: string, ended: ReadonlyMap<string, Ended>): (excuse: boolean) => Contexts {
  return (excuse) =>
    Object.fromEntries(
      needsOf(workflow, id).flatMap((other) => {
        const one = ended.get(other)
        if (one === undefined) return []
        const result = excuse && one.result === 'skipped' && !one.held ? 'success' : one.result
        return [[other, { result, outputs: one.outputs }]]
      }),
    )
}

// Undefined: no matrix, or one that only the run knows.
function runsOf(job: DataMap, contexts: Contexts): readonly (Combination | undefined)[] {
  const { matrix } = mapOf(job.strategy)
  return matrix === undefined ? [undefined] : (combinationsOf(matrix, contexts) ?? [undefined])
}

function isExcused(job: DataMap, contexts: Contexts): boolean {
  return isTrue(textOf(job['continue-on-error']) ?? 'false', contexts)
}

// Of runs that start together a failed one cancels the others, where nothing else is said.
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategyfail-fast
function isHasty(job: DataMap, contexts: Contexts): boolean {
  return job.strategy !== undefined && isTrue(textOf(mapOf(job.strategy)['fail-fast']) ?? 'true', contexts)
}

function isTrue(text: string, contexts: Contexts): boolean {
  const expression = wholeExpression(text)
  return (expression === undefined ? text : resultOf(expression, contexts)?.coerceString()) === 'true'
}

function environmentOf(job: DataMap, contexts: Contexts): string | null {
  const name = textOf(job.environment) ?? textOf(mapOf(job.environment).name)
  const filled = name === undefined ? '' : fillIn(name, contexts)
  return filled === '' ? null : filled
}

function inOrder(workflow: Workflow): readonly string[] {
  const order = new Set<string>()
  for (const id of workflow.jobs.keys()) for (const one of [...ancestorsOf(workflow, id), id]) order.add(one)
  return [...order]
}
