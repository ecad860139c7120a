import type { Process, ProcessEnd, Settings, Work, WorkService } from '../../../src/plan/work.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { substitute, type Values } from './substitution.ts'
import type { Task } from './task.ts'

/**
 * What a run of a task does: its steps, each a container of its own, one after another until one fails.
 *
 * @see https://tekton.dev/docs/pipelines/tasks/
 */
export function workOf(
  { data }: Task,
  combination: readonly (readonly [string, string])[],
  known: Values,
  takes: readonly string[],
  settings: Settings,
): Work {
  const spec = mapOf(data.taskSpec)
  const values = withParams(data, spec, combination, known)
  const filled = (value: Data | undefined): string => substitute(textOf(value) ?? '', values)
  const steps = listOf(spec.steps).map(mapOf)
  const template = mapOf(spec.stepTemplate)
  const scripts = steps.map(({ script }) => filled(script))
  // A task that waits for a lock has the time of waiting on top; then the time of its script is told apart.
  const times = [...steps.map(({ timeout }) => timeout), data.timeout].map(textOf)
  return {
    machine: [],
    services: listOf(spec.sidecars).map((one): WorkService => {
      const { image, env, readinessProbe } = mapOf(one)
      return { image: filled(image), env: envOf(listOf(env), filled, settings), awaited: readinessProbe !== undefined }
    }),
    minutes: minutesIn(times.find((time) => time !== undefined)),
    retries: Number(textOf(data.retries) ?? 0),
    mayFail: textOf(data.onError) === 'continue',
    takes,
    leaves: scripts.filter((script) => script.includes('/artifacts/')),
    depth: scripts.map(depthIn).find((depth) => depth !== null) ?? null,
    run: ({ start, note }) => {
      const ends: ProcessEnd[] = []
      for (const [index, step] of steps.entries()) {
        const env = envOf([...listOf(template.env), ...listOf(step.env)], filled, settings)
        const process = {
          command: commandOf(scripts[index] ?? ''),
          env,
          script: scripts[index] ?? '',
          folder: '.',
          files: [],
        }
        for (const [what, pattern] of deeds) if (pattern.test(process.script)) note(what)
        const end = start({ ...process, image: filled(step.image) })
        ends.push(end)
        if (!end.passed && step.onError !== 'continue') break
      }
      return Object.fromEntries(
        listOf(spec.results).flatMap((one) => {
          const name = textOf(mapOf(one).name) ?? ''
          // A dollar sign in a result is doubled by files of pipegen.
          const value = ends.at(-1)?.read(`/tekton/results/${name}`)?.replaceAll('$$', '$')
          return value === undefined ? [] : [[name, value]]
        }),
      )
    },
  }
}

const deeds = [
  ['checkout', /^git .*\bfetch|^\s+fetch --/m],
  ['fetch', /in \/artifacts\//],
  ['leave', /=\/artifacts\//],
] as const

function depthIn(script: string): number | null {
  const [found] = /\bfetch --quiet.*/.exec(script) ?? []
  return found === undefined ? null : Number(/--depth (\d+)/.exec(found)?.[1] ?? 0)
}

/** The tasks whose files a task fetches: as files of pipegen have it, from a folder that others fill. */
export function takenBy({ data }: Task, graph: readonly Task[]): readonly string[] {
  const foldersOf = (task: DataMap, pattern: RegExp): readonly string[] =>
    listOf(mapOf(task.taskSpec).steps).flatMap((step) =>
      [...(textOf(mapOf(step).script) ?? '').matchAll(pattern)].map(([, folder = '']) => folder),
    )
  const wanted = new Set(foldersOf(data, /in \/artifacts\/([^/\s]+)\/\*\//g))
  return graph
    .filter((task) => foldersOf(task.data, /=\/artifacts\/([^/\s]+)\//g).some((one) => wanted.has(one)))
    .map(({ name }) => name)
}

const contextOf: Readonly<Record<string, string>> = {
  'context.taskRun.name': 'run-of-task',
  'context.pipelineRun.name': 'run',
  'context.pipelineRun.uid': '1',
  'context.task.name': 'task',
}

// Parameters of the run are known in tasks that stand in the pipeline; those of the task come over them.
// https://tekton.dev/docs/pipelines/pipelineruns/#propagated-parameters
function withParams(
  data: DataMap,
  spec: DataMap,
  combination: readonly (readonly [string, string])[],
  outer: Values,
): Values {
  const known: Values = { ...outer, context: (key) => contextOf[key] }
  const defaults = listOf(spec.params).flatMap((one) => {
    const { name, default: value } = mapOf(one)
    const text = textOf(value)
    return text === undefined ? [] : [[textOf(name) ?? '', text] as const]
  })
  const given = listOf(data.params).map((one) => {
    const { name, value } = mapOf(one)
    return [textOf(name) ?? '', substitute(textOf(value) ?? '', known)] as const
  })
  const filled = combination.map(([name, value]) => [name, substitute(value, known)] as const)
  const own = new Map([...defaults, ...known.params, ...given, ...filled])
  return {
    ...known,
    params: own,
    context: (key) => {
      const [first = '', name = '', last = ''] = key.split('.')
      if (first === 'results' && last === 'path') return `/tekton/results/${name}`
      if (first === 'workspaces' && last === 'path') return `/workspace/${name}`
      return first === 'context' ? contextOf[key] : undefined
    },
  }
}

// Kubernetes fills in what stands in the environment before, and takes two dollar signs for one.
// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
function envOf(
  entries: readonly Data[],
  filled: (value: Data | undefined) => string,
  settings: Settings,
): Process['env'] {
  const env: Record<string, string> = {}
  for (const one of entries.map(mapOf)) {
    const { key, optional } = mapOf(mapOf(one.valueFrom).secretKeyRef)
    const secret = settings[textOf(key) ?? '']
    if (key !== undefined && secret === undefined && textOf(optional) === 'true') continue
    env[textOf(one.name) ?? ''] =
      secret ??
      filled(one.value).replaceAll(/\$\$|\$\(([\w.-]+)\)/g, (whole, name?: string) =>
        name === undefined ? '$' : (env[name] ?? whole),
      )
  }
  return env
}

function commandOf(script: string): readonly string[] {
  const [, shell = '/bin/sh'] = /^#!\s*(\S.*)\n/.exec(script) ?? []
  return shell
    .replace(/^\/usr\/bin\/env /, '')
    .replace(/^\/bin\//, '')
    .split(' ')
}

/** https://tekton.dev/docs/pipelines/pipelines/#configuring-the-failure-timeout */
function minutesIn(text: string | undefined): number | null {
  const [, hours = '0', minutes = '0', seconds = '0'] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text ?? '-') ?? []
  const sum = Number(hours) * 60 + Number(minutes) + Number(seconds) / 60
  return text === undefined ? null : sum
}
