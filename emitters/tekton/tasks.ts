import { allOf } from '../../src/condition/build.ts'
import { tests } from '../../src/condition/tests.ts'
import type { Report } from '../../src/diagnostics.ts'
import type { Condition } from '../../src/ir.ts'
import { mergeRaw } from '../../src/lower/merge-raw.ts'
import { approvalTask } from './approval.ts'
import type { Filter } from './condition-script.ts'
import { conditionTask, type Question } from './condition-task.ts'
import { anyFailed, nativeWhen, notPullRequest } from './conditions.ts'
import type { Params } from './params.ts'
import { holdsValue, type Plan, type Planned } from './plan.ts'
import type { Run } from './runs.ts'
import type { TektonPipelineTask, TektonWhen } from './schema.ts'
import { taskOf } from './task.ts'
import { id, title } from './title.ts'

/** The tasks of a run: those of the graph, and those that run when all of them have ended. */
export interface Tasks {
  readonly tasks: readonly TektonPipelineTask[]
  readonly finally: readonly TektonPipelineTask[]
}

/** All tasks of a run. */
export function tasksOf(run: Run, plan: Plan, params: Params, report: Report): Tasks {
  const graph = plan.jobs.filter(({ last }) => !last)
  // Tekton refuses `finally` without tasks; where nothing else runs, there is nothing to wait for.
  const alone = graph.length === 0
  const decider = conditionsOf(run, plan, params, report)
  const files = artifactsOf(plan)
  const made = plan.jobs.map((planned): { readonly last: boolean; readonly tasks: readonly TektonPipelineTask[] } => {
    const last = planned.last && !alone
    const condition = [
      ...(last && planned.watched.length > 0 ? [anyFailed(planned.watched)] : []),
      ...(run.starting.byName && holdsValue(planned.job) && run.event !== 'pullRequest'
        ? [notPullRequest(params)]
        : []),
      ...decider.when(planned, allOf([...pathFilter(run), planned.condition])),
    ]
    const when = distinct(condition)
    const gate = planned.job.environment?.approval === 'manual' ? plan.name(`approve ${planned.task}`) : undefined
    const task = taskOf(
      { ...planned, last },
      {
        params,
        when,
        after: gate === undefined ? planned.after : [gate],
        kept: (name) => files.kept.has(name),
        fetched: files.fetched(planned),
        report,
      },
    )
    const approval: readonly TektonPipelineTask[] =
      gate === undefined ? [] : [withOrder(approvalTask(gate, planned.place, params), planned.after, when)]
    return { last, tasks: [...approval, mergeRaw(task, planned.job.raw, { id, title }, report)] }
  })
  return {
    tasks: [...decider.tasks(), ...made.filter(({ last }) => !last).flatMap(({ tasks }) => tasks)],
    finally: made.filter(({ last }) => last).flatMap(({ tasks }) => tasks),
  }
}

function withOrder(
  task: TektonPipelineTask,
  after: readonly string[],
  when: readonly TektonWhen[],
): TektonPipelineTask {
  const { name, ...rest } = task
  return { name, ...(after.length > 0 && { runAfter: after }), ...(when.length > 0 && { when }), ...rest }
}

// What starts a run may know the paths of a pull request; of a push it knows too little.
function pathFilter({ trigger, starting }: Run): readonly Condition[] {
  if (trigger.kind !== 'push' && (trigger.kind !== 'pullRequest' || starting.seesPaths)) return []
  if (trigger.paths.length + trigger.ignorePaths.length === 0) return []
  const filter: Filter = { test: 'changed', paths: trigger.paths, ignored: trigger.ignorePaths }
  return [filter]
}

interface Decider {
  readonly when: (planned: Planned, condition: Condition) => readonly TektonWhen[]
  readonly tasks: () => readonly TektonPipelineTask[]
}

// What Tekton has no words for is asked once, at the beginning; what depends on an output, when the output is there.
function conditionsOf(run: Run, plan: Plan, params: Params, report: Report): Decider {
  const asked = new Map<
    string,
    { readonly task: string; readonly question: Question; readonly place: Planned['place'] }
  >()
  let early: string | undefined
  const ask = ({ task, place }: Planned, condition: Condition): TektonWhen => {
    const key = JSON.stringify(condition)
    let known = asked.get(key)
    if (known === undefined) {
      const late = tests(condition).some((test) => test.test === 'equals' && test.value.ref === 'output')
      early ??= late ? undefined : plan.name('conditions')
      const name = late ? plan.name(`${task} condition`) : (early as string)
      known = { task: name, question: { result: task, condition }, place }
      asked.set(key, known)
    }
    return { input: `$(tasks.${known.task}.results.${known.question.result})`, operator: 'in', values: ['true'] }
  }
  return {
    when: (planned, condition) => {
      const parts = 'all' in condition ? condition.all : [condition]
      const said = parts.map((part) => ({
        part,
        native:
          'test' in part && part.test === 'true'
            ? []
            : nativeWhen(part, planned.place, params, planned.job.origin, report),
      }))
      const rest = said.flatMap(({ part, native }) => (native === undefined ? [part] : []))
      const native = said.flatMap(({ native }) => native ?? [])
      return rest.length === 0 ? native : [...native, ask(planned, allOf(rest))]
    },
    tasks: () => {
      const byTask = new Map<string, { place: Planned['place']; questions: Question[] }>()
      for (const { task, question, place } of asked.values()) {
        const group = byTask.get(task) ?? { place, questions: [] }
        group.questions.push(question)
        byTask.set(task, group)
      }
      return [...byTask].map(([name, { place, questions }]) =>
        conditionTask(name, questions, { ...place, run }, params),
      )
    },
  }
}

function artifactsOf(plan: Plan): {
  readonly kept: ReadonlySet<string>
  readonly fetched: (planned: Planned) => readonly string[]
} {
  const byJob = new Map(plan.jobs.map(({ job }) => [job.id, job.artifacts.map(({ name }) => name)]))
  const fetched = ({ job }: Planned) =>
    job.needs.filter((need) => need.artifacts).flatMap((need) => byJob.get(need.job) ?? [])
  return { kept: new Set(plan.jobs.flatMap(fetched)), fetched }
}

function distinct(when: readonly TektonWhen[]): readonly TektonWhen[] {
  return [...new Map(when.map((one) => [JSON.stringify(one), one])).values()]
}
