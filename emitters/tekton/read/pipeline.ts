import { type Job, type Need, type Pipeline, pipelineVersion, type Ref, type Text } from '../../../src/ir.ts'
import { idsOf } from '../../../src/read/ids.ts'
import { titleOf } from '../../../src/title.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { isClone, type ReadJob, readJob } from './job.ts'
import type { FoundRun, FoundTask } from './objects.ts'
import { resultIn, variablesIn } from './scan.ts'
import { outputName } from './script.ts'
import { readStarts } from './triggers.ts'
import { bind, givenIn, readInputs, readTemplate, type Scope } from './values.ts'

/** A run as a pipeline, before what has no concept is kept by hand. */
export interface ReadRun {
  readonly run: FoundRun
  readonly pipeline: Pipeline
  readonly jobs: readonly ReadJob[]
  /** The workspaces that the sources are fetched into. */
  readonly sources: ReadonlySet<string>
}

/** Reads a run; `startsAsTheyAre`: what starts it stays in the words of the vendor. */
export function readRun(run: FoundRun, name: string, startsAsTheyAre = false): ReadRun {
  const origin = run.source.at(['metadata'])
  const pipelineSpec = mapOf(run.spec.pipelineSpec)
  const given = new Set(listOf(run.open ? [] : run.spec.params).flatMap((one) => textOf(mapOf(one).name) ?? []))
  const asked = run.open && run.kind !== 'Pipeline' ? mapOf(run.tasks[0]?.data.taskSpec).params : pipelineSpec.params
  const inputs = readInputs(asked, given, origin)
  const starts = readStarts(run.metadata, inputs, origin, startsAsTheyAre)
  const isManual = starts.triggers.some(({ kind }) => kind === 'manual')
  const kinds = new Set(starts.triggers.map(({ kind }) => kind === 'pullRequest'))
  const onPull = kinds.size > 1 ? undefined : kinds.has(true)
  const known = isManual ? inputs : []
  const values = new Map<string, Text>([
    ...givenIn(run.spec.params, (text) => (isManual ? [text] : readTemplate(text, onPull))),
    ...known.map(({ name: input }): [string, Text] => [input, [{ ref: 'input', name: input }]]),
  ])
  const nothing: Scope = { params: values, result: () => undefined }
  const params = bind(pipelineSpec.params, values, nothing)
  const tasks = sorted(run.tasks)
  const ids = idsOf(tasks.map(({ data }) => textOf(data.name) ?? 'task'))
  const idOf = new Map(tasks.map(({ data }, index) => [textOf(data.name) ?? 'task', ids[index] ?? 'task']))
  const sources = new Set(tasks.filter(({ data }) => isClone(data)).flatMap(({ data }) => workspacesOf(data)))
  const done = new Map<string, Job>()
  const hasGraph = tasks.some(({ last }) => !last)
  const graph = tasks.filter(({ last }) => !last).map(({ data }) => idOf.get(textOf(data.name) ?? 'task') ?? 'task')
  const jobs = tasks.map((found, index): ReadJob => {
    const result = (task: string, wanted: string): Ref | undefined => {
      const job = done.get(idOf.get(task) ?? '')
      const output = outputName(wanted)
      return found.last || job?.outputs.some((one) => one.name === output) !== true
        ? undefined
        : { ref: 'output', job: job.id, name: output }
    }
    const at = found.source.at(found.path)
    const { after, read } = waitsFor(found.data)
    const needs = found.last
      ? graph.map((job): Need => ({ job, by: 'stage', artifacts: false, optional: true, origin: at }))
      : [...new Set([...read, ...after])].flatMap((other): readonly Need[] => {
          const job = done.get(idOf.get(other) ?? '')
          return job === undefined || job.status !== 'success'
            ? []
            : [{ job: job.id, by: 'needs', artifacts: false, optional: !read.includes(other), origin: at }]
        })
    const made = readJob(found, {
      id: ids[index] ?? 'task',
      stage: found.last && hasGraph ? 'finally' : 'tasks',
      needs,
      scope: { params: run.kind === 'Pipeline' || run.kind === 'PipelineRun' ? params : values, result },
      inputs: known,
      hasSources: sources.size === 0 ? false : workspacesOf(found.data).some((one) => sources.has(one)),
    })
    done.set(made.job.id, made.job)
    return made
  })
  if (jobs.length === 0) jobs.push(elsewhere(run))
  const stages = [...new Set(jobs.map(({ job }) => job.stage))]
  const annotations = mapOf(run.metadata.annotations)
  const cancels = textOf(annotations['pipelinesascode.tekton.dev/cancel-in-progress']) === 'true'
  return {
    run,
    jobs,
    sources,
    pipeline: {
      version: pipelineVersion,
      name,
      title: titleOf(displayName(run), name),
      source: `${name}.story.ts`,
      targets: ['tekton'],
      ...starts,
      stages: stages.map((stage) => ({ name: stage, origin })),
      jobs: jobs.map(({ job }) => job),
      env: [],
      permissions: { contents: 'read' },
      cancelSuperseded: cancels ? 'all' : 'none',
      defaultBranch: 'main',
      runners: {},
      raw: [],
      accepted: [],
      origin: { file: run.source.file, line: 1, column: 1 },
    },
  }
}

// The tasks of a pipeline that lies elsewhere, as one job without steps.
function elsewhere(run: FoundRun): ReadJob {
  const found: FoundTask = { data: {}, last: false, source: run.source, path: ['spec', 'pipelineRef'], spec: undefined }
  const nowhere: Scope = { params: new Map(), result: () => undefined }
  const setting = { id: 'pipeline', stage: 'tasks', needs: [], scope: nowhere, inputs: [], hasSources: false }
  const made = readJob(found, setting)
  const { job } = made
  return { ...made, job: { ...job, raw: [{ vendor: 'tekton', patch: { taskSpec: null }, origin: job.origin }] } }
}

/** The tasks that a task waits for, by order and by what it reads. */
function waitsFor(data: DataMap): { readonly after: readonly string[]; readonly read: readonly string[] } {
  const read = variablesIn(textsIn([data.params, data.when, data.matrix]).join('\n')).flatMap(
    (variable) => resultIn(variable)?.task ?? [],
  )
  return { after: textsOf(data.runAfter ?? null), read: [...new Set(read)] }
}

/** All texts in a value. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function workspacesOf(data: DataMap): readonly string[] {
  return listOf(data.workspaces).flatMap((one) => {
    const { name, workspace, subPath } = mapOf(one)
    return subPath === undefined && textOf(name) !== 'basic-auth' ? (textOf(workspace) ?? textOf(name) ?? []) : []
  })
}

// What is waited for comes first; of tasks that wait for each other, the first one waits for nobody.
function sorted(tasks: readonly FoundTask[]): readonly FoundTask[] {
  const byName = new Map(tasks.map((task) => [textOf(task.data.name) ?? 'task', task]))
  const waiting = new Map(tasks.map((task) => [task, waitsFor(task.data)]))
  const made = new Set<FoundTask>()
  const open = new Set<FoundTask>()
  const visit = (task: FoundTask): void => {
    if (open.has(task)) return
    open.add(task)
    const { after, read } = waiting.get(task) ?? { after: [], read: [] }
    for (const name of [...after, ...read]) {
      const other = byName.get(name)
      if (other !== undefined && other.last === task.last) visit(other)
    }
    made.add(task)
  }
  for (const task of tasks) if (!task.last) visit(task)
  for (const task of tasks) if (task.last) visit(task)
  return [...made]
}

function displayName({ spec }: FoundRun): string | undefined {
  const text = textOf(mapOf(spec.pipelineSpec).displayName ?? null)
  return text === undefined || /\$\(|\{\{/.test(text) ? undefined : text
}
