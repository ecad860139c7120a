import type { Origin } from '../../../src/origin.ts'
import type { Path } from '../../../src/read/cursor.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { sound } from './sound.ts'
import { upgradeRef, upgradeRun, upgradeTask } from './upgrade.ts'

/** A document of a file, as far as it is looked at here. */
export interface Source {
  readonly file: string
  readonly data: Data
  readonly at: (path: Path) => Origin
}

/** One task of a run, with the place that it was read from. */
export interface FoundTask {
  readonly data: DataMap
  readonly last: boolean
  readonly source: Source
  readonly path: Path
  /** Where its specification stands; undefined: it is not among the files. */
  readonly spec: { readonly source: Source; readonly path: Path } | undefined
}

/** What a run is made of, its references resolved as far as the files go. */
export interface FoundRun {
  readonly name: string
  readonly kind: string
  readonly source: Source
  readonly metadata: DataMap
  /** The run as the newest version writes it, without its tasks. */
  readonly spec: DataMap
  readonly tasks: readonly FoundTask[]
  /** Whether people give the parameters. */
  readonly open: boolean
  /** The documents that it is made of. */
  readonly parts: readonly Source[]
  /** Keys that Tekton does not know. */
  readonly unknown: readonly Place[]
}

/** A place in a document. */
export interface Place {
  readonly source: Source
  readonly path: Path
}

const order = ['PipelineRun', 'TaskRun', 'Pipeline', 'Task', 'ClusterTask']

/** The runs that documents hold: those that are written as such, then what no run refers to. */
export function findRuns(sources: readonly Source[]): readonly FoundRun[] {
  const used = new Set<Source>()
  const runs: FoundRun[] = []
  for (const kind of order)
    for (const source of sources) {
      const object = mapOf(source.data)
      if (object.kind !== kind || !isTekton(object) || used.has(source)) continue
      const run = soundRun(runOf(kind, source, sources))
      for (const part of run.parts) used.add(part)
      runs.push(run)
    }
  return runs
}

function soundRun(run: Omit<FoundRun, 'unknown'>): FoundRun {
  const unknown: Place[] = []
  const tasks = run.tasks.map((task) => {
    const { data, unknown: own } = sound(task.data, 'pipelineTask')
    for (const path of own) {
      const isInner = path[0] === 'taskSpec' && task.spec !== undefined
      unknown.push(
        isInner && task.spec !== undefined
          ? { source: task.spec.source, path: [...task.spec.path, ...path.slice(1)] }
          : { source: task.source, path: [...task.path, ...path] },
      )
    }
    return { ...task, data }
  })
  const { data: spec, unknown: own } = sound(run.spec, 'runSpec')
  unknown.push(...own.map((path) => ({ source: run.source, path: ['spec', ...path] })))
  return { ...run, tasks, spec, unknown }
}

function runOf(kind: string, source: Source, sources: readonly Source[]): Omit<FoundRun, 'unknown'> {
  const object = mapOf(source.data)
  const metadata = mapOf(object.metadata)
  const spec = mapOf(object.spec)
  const name = nameOf(metadata) ?? kind.toLowerCase()
  const parts = new Set([source])
  const base = { name, kind, source, metadata }
  if (kind === 'PipelineRun' || kind === 'Pipeline') {
    const run = kind === 'Pipeline' ? { pipelineSpec: spec } : upgradeRun(spec)
    const wanted = textOf(mapOf(run.pipelineRef).name)
    const other = wanted === undefined ? undefined : named('Pipeline', wanted, sources)
    if (other !== undefined) parts.add(other)
    const pipeline = other === undefined ? mapOf(run.pipelineSpec) : mapOf(mapOf(other.data).spec)
    const from = other ?? source
    const path = other !== undefined || kind === 'Pipeline' ? ['spec'] : ['spec', 'pipelineSpec']
    const tasks = ['tasks', 'finally'].flatMap((key) =>
      listOf(pipeline[key]).flatMap((task, index) =>
        isMap(task) ? [taskIn(task, key === 'finally', from, [...path, key, index], sources, parts)] : [],
      ),
    )
    const { tasks: _, finally: __, ...left } = pipeline
    const { pipelineRef, ...others } = run
    const isKnown = other !== undefined || run.pipelineSpec !== undefined
    const known = isKnown
      ? { ...others, pipelineSpec: left }
      : { ...run, ...(isMap(pipelineRef) && { pipelineRef: upgradeRef(pipelineRef) }) }
    const whole = kind === 'Pipeline' ? withValues(known, left) : known
    return { ...base, spec: whole, tasks, open: kind === 'Pipeline', parts: [...parts] }
  }
  const isRun = kind === 'TaskRun'
  const { params, taskSpec, taskRef, serviceAccountName, podTemplate, timeout, workspaces, ...rest } = spec
  const bound = listOf(isRun ? workspaces : null).flatMap((one) => textOf(mapOf(one).name) ?? [])
  const entry: DataMap = isRun
    ? {
        name: label(name),
        ...(params !== undefined && { params }),
        ...(taskRef !== undefined && { taskRef }),
        ...(taskSpec !== undefined && { taskSpec }),
        ...(bound.length > 0 && { workspaces: bound.map((workspace) => ({ name: workspace, workspace })) }),
        ...(timeout !== undefined && { timeout }),
      }
    : standing(label(name), spec)
  const task = taskIn(entry, false, source, ['spec'], sources, parts)
  const at = task.spec ?? { source, path: ['spec'] }
  const own = isRun ? at : { source, path: ['spec'] }
  const found = { ...task, ...(task.spec === undefined ? {} : { spec: isRun ? specPlace(taskSpec, at) : own }) }
  const outer = isRun
    ? { ...upgradeRun({ ...pick({ serviceAccountName, podTemplate }), ...rest }), ...pick({ workspaces }) }
    : {}
  const inner: DataMap = isRun
    ? pick({ workspaces: bound.length > 0 ? bound.map((workspace) => ({ name: workspace })) : undefined })
    : pick({ params: paramsOf(spec), workspaces: listOrNone(spec.workspaces) })
  const whole = { ...outer, pipelineSpec: inner }
  return { ...base, spec: isRun ? whole : withValues(whole, inner), tasks: [found], open: !isRun, parts: [...parts] }
}

function specPlace(taskSpec: Data | undefined, at: NonNullable<FoundTask['spec']>): FoundTask['spec'] {
  return taskSpec === undefined ? at : { source: at.source, path: ['spec', 'taskSpec'] }
}

function taskIn(
  data: DataMap,
  last: boolean,
  source: Source,
  path: Path,
  sources: readonly Source[],
  parts: Set<Source>,
): FoundTask {
  const { taskRef, ...rest } = data
  if (isMap(data.taskSpec) && listOf(data.taskSpec.steps).length > 0)
    return {
      data: { ...data, taskSpec: upgradeTask(data.taskSpec) },
      last,
      source,
      path,
      spec: { source, path: [...path, 'taskSpec'] },
    }
  const wanted = textOf(mapOf(taskRef).name)
  const other =
    wanted === undefined || mapOf(taskRef).bundle !== undefined
      ? undefined
      : (named('Task', wanted, sources) ?? named('ClusterTask', wanted, sources))
  if (other === undefined)
    return {
      data: isMap(taskRef) ? { ...data, taskRef: upgradeRef(taskRef) } : data,
      last,
      source,
      path,
      spec: undefined,
    }
  parts.add(other)
  const taskSpec = upgradeTask(mapOf(mapOf(other.data).spec))
  return { data: { ...rest, taskSpec }, last, source, path, spec: { source: other, path: ['spec'] } }
}

function named(kind: string, name: string, sources: readonly Source[]): Source | undefined {
  return sources.find(({ data }) => mapOf(data).kind === kind && nameOf(mapOf(mapOf(data).metadata)) === name)
}

// A task of its own asks its run for all that it needs.
function standing(name: string, spec: DataMap): DataMap {
  const names = (list: Data | undefined): readonly string[] =>
    listOf(list).flatMap((one) => textOf(mapOf(one).name) ?? [])
  const params = names(paramsOf(spec)).map((param) => ({ name: param, value: `$(params.${param})` }))
  const workspaces = names(spec.workspaces).map((workspace) => ({ name: workspace, workspace }))
  return {
    name,
    ...(params.length > 0 && { params }),
    ...(workspaces.length > 0 && { workspaces }),
    taskSpec: spec,
  }
}

function paramsOf(spec: DataMap): Data | undefined {
  return listOrNone(spec.params ?? mapOf(spec.inputs).params)
}

function listOrNone(list: Data | undefined): Data | undefined {
  const named = listOf(list).flatMap((one): readonly DataMap[] => {
    const { name, type, default: initial, optional } = mapOf(one)
    return name === undefined ? [] : [pick({ name, type, default: initial ?? undefined, optional })]
  })
  return named.length === 0 ? undefined : named
}

// Whoever starts the run gives the values: https://pipelinesascode.com/docs/guides/creating-pipelines/
function withValues(run: DataMap, pipeline: DataMap): DataMap {
  const params = listOf(pipeline.params).flatMap((one): readonly DataMap[] => {
    const { name, default: initial, type } = mapOf(one)
    const isGiven = initial !== undefined && initial !== null
    return isGiven || textOf(name) === undefined || (type ?? 'string') !== 'string'
      ? []
      : [{ name: textOf(name) ?? '', value: `{{ ${textOf(name) ?? ''} }}` }]
  })
  const workspaces = listOf(pipeline.workspaces).flatMap((one): readonly DataMap[] => {
    const name = textOf(mapOf(one).name)
    return name === undefined || mapOf(one).optional === true ? [] : [{ name, emptyDir: {} }]
  })
  return { ...run, ...(params.length > 0 && { params }), ...(workspaces.length > 0 && { workspaces }) }
}

/** The name of an object, or what its name begins with. */
export function nameOf(metadata: DataMap): string | undefined {
  return textOf(metadata.name) ?? textOf(metadata.generateName)?.replace(/-+$/, '')
}

/** Whether an object is of Tekton itself. */
function isTekton(object: DataMap): boolean {
  return /^tekton\.dev\//.test(textOf(object.apiVersion) ?? '')
}

function label(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return plain.replaceAll(/^[-0-9]+|-+$/g, '').slice(0, 40) || 'task'
}

function pick(data: Readonly<Record<string, Data | undefined>>): DataMap {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as DataMap
}
