import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { sameDuration } from './duration.ts'
import type { FoundRun } from './objects.ts'
import { listIn } from './triggers.ts'

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
    /pipelinesascode\.tekton\.dev\/on-(?:event|target-branch|path-change|path-change-ignore)$/.test(key)
      ? listIn(textOf(value) ?? '').join(',')
      : (textOf(value) ?? ''),
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

/** A whole run. */
export function normalWhole(run: FoundRun): Data {
  const tasks = (last: boolean): DataMap =>
    Object.fromEntries(
      run.tasks
        .filter((task) => task.last === last)
        .map(({ data }) => [textOf(data.name) ?? '', normalTask(data)] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    ) as DataMap
  return { ...normalRun(run.metadata, run.spec), tasks: tasks(false), finally: tasks(true) }
}

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
