import type { Trigger } from '../../../src/ir.ts'
import { idsOf } from '../../../src/read/ids.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { label, runNameLimit } from '../names.ts'
import { sameDuration } from './duration.ts'
import type { FoundRun } from './objects.ts'
import { listIn, readStarts } from './triggers.ts'

/** A task of a pipeline with its defaults stated. */
export function normalTask(task: DataMap): DataMap {
  const { taskSpec, timeout, displayName, retries, runAfter, when, params, ...rest } = task
  return sweep({
    ...rest,
    timeout: timeout === undefined ? '1h0m0s' : normalTime(timeout),
    displayName: displayName ?? task.name ?? '',
    retries: retries === undefined || retries === 0 ? null : retries,
    runAfter: textsOf(runAfter ?? null).length === 0 ? null : textsOf(runAfter ?? null).toSorted(),
    when: listOf(when).length === 0 ? null : (when ?? null),
    params: byName(params),
    taskSpec: taskSpec === undefined ? null : normalSpec(mapOf(taskSpec)),
  })
}

function normalSpec(spec: DataMap): DataMap {
  const { steps, params, ...rest } = spec
  return sweep({
    ...rest,
    params: byName(params),
    steps: listOf(steps).map((step) => {
      const { script, ...other } = mapOf(step)
      const text = textOf(script)
      return sweep({ ...other, script: text === undefined ? null : normalScript(text) })
    }),
  })
}

// Without a first line of its own a script is run by sh: https://tekton.dev/docs/pipelines/tasks/#running-scripts-within-steps
function normalScript(text: string): string {
  return text.startsWith('#!') ? text : `#!/bin/sh\nset -e\n${text}`
}

/** A run without its tasks, with its defaults stated. */
export function normalRun(metadata: DataMap, spec: DataMap): DataMap {
  const { name, generateName, labels, annotations, namespace } = metadata
  const { timeouts, pipelineSpec, params, ...rest } = spec
  const told = Object.entries(mapOf(annotations)).map(([key, value]) => [
    key,
    startAnnotation.test(key) ? listIn(textOf(value) ?? '').join(',') : (textOf(value) ?? ''),
  ])
  return sweep({
    metadata: sweep({
      name: name ?? null,
      generateName: generateName ?? null,
      namespace: namespace ?? null,
      labels: labels ?? null,
      annotations: Object.fromEntries(told) as DataMap,
    }),
    spec: sweep({
      ...rest,
      params: byName(params),
      timeouts: sweep(
        Object.fromEntries(
          Object.entries({ pipeline: '1h0m0s', ...mapOf(timeouts) }).map(([key, value]) => [key, normalTime(value)]),
        ) as DataMap,
      ),
      pipelineSpec: pipelineSpec === undefined ? null : sweep({ ...mapOf(pipelineSpec) }),
    }),
  })
}

const startAnnotation = /pipelinesascode\.tekton\.dev\/on-(?:event|target-branch|path-change|path-change-ignore)$/

/** A run by each of the events that start it: a run for several events is as many runs, which may be named after them. */
export function normalWhole(run: FoundRun): readonly DataMap[] {
  const tasks = (last: boolean): DataMap =>
    Object.fromEntries(
      run.tasks
        .filter((task) => task.last === last)
        .map(({ data }) => [textOf(data.name) ?? '', normalTask(data)] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    ) as DataMap
  const { triggers } = readStarts(run.metadata, [], nowhere)
  const parts = { tasks: tasks(false), finally: tasks(true) }
  const [only] = triggers
  if (triggers.length < 2) {
    const whole = normalRun(run.metadata, run.spec)
    return [{ ...whole, ...startOf(whole, only, run.name), ...parts }]
  }
  const { generateName: _, name: __, ...metadata } = run.metadata
  const [id = ''] = idsOf([run.name.toLowerCase()])
  return triggers.map((trigger) => {
    const whole = normalRun({ ...metadata, name: label(id, runNameLimit) }, run.spec)
    return { ...whole, ...startOf(whole, trigger, id), ...parts }
  })
}

const nowhere = { file: '', line: 1, column: 1 }

// What starts a run in the words of a story, where it has them, and its name without that of its event.
function startOf(whole: DataMap, trigger: Trigger | undefined, name: string): DataMap {
  if (trigger === undefined) return {}
  if (trigger.kind === 'manual') return { start: { kind: 'manual' }, metadata: startedByHand(mapOf(whole.metadata)) }
  const metadata = mapOf(whole.metadata)
  const others = Object.entries(mapOf(metadata.annotations)).filter(([key]) => !/\/on-[a-z-]+$/.test(key))
  const suffix = trigger.kind === 'pullRequest' ? '-pull-request' : `-${trigger.kind}`
  const own = label(name, runNameLimit)
  const { origin: _, ...start } = trigger
  return {
    start: start as unknown as DataMap,
    metadata: sweep({
      ...metadata,
      ...(metadata.name !== undefined && { name: own.endsWith(suffix) ? own.slice(0, -suffix.length) : own }),
      annotations: Object.fromEntries(others) as DataMap,
    }),
  }
}

// Of what people start, the name and the number of runs that are kept are no part of what it does.
function startedByHand(metadata: DataMap): DataMap {
  const { name: _, generateName: __, annotations, ...others } = metadata
  const told = Object.entries(mapOf(annotations)).filter(([key]) => !ofStart.test(key))
  return sweep({ ...others, annotations: Object.fromEntries(told) as DataMap })
}

/** The annotations of a run that say when it starts, or how many of it are kept. */
export const ofStart = /^pipelinesascode\.tekton\.dev\/(?:on-[a-z-]+|max-keep-runs)$/

function normalTime(value: Data): Data {
  const text = textOf(value)
  return text === undefined ? value : sameDuration(text)
}

function byName(list: Data | undefined): Data {
  if (list === undefined) return null
  if (!Array.isArray(list)) return list
  return (list as readonly Data[]).toSorted((one, other) =>
    (textOf(mapOf(one).name) ?? '') < (textOf(mapOf(other).name) ?? '') ? -1 : 1,
  )
}

// What is empty says nothing.
function sweep(data: DataMap): DataMap {
  return Object.fromEntries(
    Object.entries(data).filter(
      ([, value]) =>
        value !== null &&
        !(Array.isArray(value) && value.length === 0) &&
        !(isMap(value) && Object.keys(value).length === 0),
    ),
  ) as DataMap
}
