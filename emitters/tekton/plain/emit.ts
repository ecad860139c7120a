import type { Report } from '../../../src/diagnostics.ts'
import { annotate, type Document, type Yaml, type YamlMap } from '../../../src/document.ts'
import { header } from '../../../src/header.ts'
import type { Input, Pipeline, RawPatch } from '../../../src/ir.ts'
import { mergeRaw } from '../../../src/lower/merge-raw.ts'
import { splitMatrix } from '../../../src/lower/split-matrix.ts'
import { takeLiterally } from '../collisions.ts'
import { checkSize } from '../limits.ts'
import { writeOutMachines } from '../matrix.ts'
import { labels, runNameLimit } from '../names.ts'
import { settingOfRun } from '../parts-of-run.ts'
import { type Run, runsOf } from '../runs.ts'
import type { TektonPipelineRun } from '../schema.ts'
import { tellStops } from '../tell.ts'
import { id, title } from '../title.ts'
import { accessOf } from './access.ts'
import { asTekton, plainId } from './as-tekton.ts'
import { callHelp, hookHelp, repositoryHelp } from './help.ts'
import { callListener, hookListener, listeners } from './listener.ts'
import { byHook, type Names, namesOf } from './objects.ts'
import { type Made, partsOf, pipelineOf } from './pipeline.ts'
import { scheduleOf } from './schedule.ts'
import type { PlainObject, TektonTriggerTemplate } from './schema.ts'
import { plainly } from './starting.ts'

/**
 * The files of Tekton without Pipelines-as-Code, a folder for each story: the pipelines and accounts, what listens for
 * web hooks (a file for each git host), for calls, for the clock, and a run for people to create.
 *
 * @see https://tekton.dev/docs/triggers/
 */
export function emitPlain(pipelines: readonly Pipeline[], report: Report): readonly Document[] {
  const name = labels(runNameLimit)
  return pipelines.flatMap((pipeline) => {
    const names = namesOf(pipeline, name)
    const whole = writeOutMachines(splitMatrix(asTekton(pipeline)))
    const made = runsOf(pipeline, name, plainly).flatMap((run) => partsOf(whole, run, report) ?? [])
    tellStops(made, report)
    return made.length === 0 ? [] : filesOf(pipeline, names, made, report)
  })
}

function filesOf(pipeline: Pipeline, names: Names, made: readonly Made[], report: Report): readonly Document[] {
  const patch = patcher(pipeline, report)
  const folder = `tekton/${names.story}`
  const file = (path: string, objects: readonly PlainObject[], more: readonly string[] = []): readonly Document[] =>
    objects.length === 0
      ? []
      : [yaml(`${folder}/${path}`, pipeline, objects as readonly object[] as readonly YamlMap[], more)]
  const objects = made.map((one) => patch('pipeline', pipelineOf(one, pipeline, report)))
  for (const one of objects) checkSize(one, one.metadata.name ?? '', pipeline, report)
  const run = (one: Made) => patch('run', runOf(one, pipeline, names))
  const started = made.map(({ run: { ...own }, parts }) => ({ run: own, params: namesIn(parts.params.list()) }))
  const asked = made.filter(({ run: { event } }) => event !== 'schedule' && event !== 'manual')
  const hooks = listeners.flatMap((host) => {
    const found = hookListener(host, started, pipeline, names)
    return found === undefined ? [] : [{ host, found }]
  })
  const calls = callListener(started, pipeline, names)
  const listening = (found: readonly PlainObject[]) =>
    found.map((one) => (one.kind === 'EventListener' ? patch('listener', one) : one))
  const schedules = made.filter(({ run: { event } }) => event === 'schedule')
  const manual = made.filter(({ run: { event } }) => event === 'manual')
  return [
    ...file('pipelines.yaml', objects),
    ...file('access.yaml', accessOf(pipeline, names, { listens: asked.length > 0, schedules: schedules.length > 0 })),
    ...file(
      'templates.yaml',
      asked.map((one) => templateOf(one.run, run(one))),
    ),
    ...hooks.flatMap(({ host, found }) =>
      file(`listen/${host.id}.yaml`, listening(found), hookHelp(host, pipeline, names)),
    ),
    ...(calls === undefined
      ? []
      : file('listen/calls.yaml', listening(calls), [...callHelp(pipeline, names), ...repositoryHelp(pipeline)])),
    ...file(
      'schedules.yaml',
      schedules.flatMap((one) => scheduleOf(one.run, run(one), names)),
      repositoryHelp(pipeline),
    ),
    ...manual.flatMap((one) => {
      const path = `${folder}/start/manual.yaml`
      return [
        yaml(
          path,
          pipeline,
          [explained(run(one), inputsOf(one.run), report)],
          [...repositoryHelp(pipeline), `Fill in the values, then: kubectl create --filename ${path}`],
        ),
      ]
    }),
  ]
}

function yaml(path: string, pipeline: Pipeline, documents: readonly YamlMap[], more: readonly string[]): Document {
  const accepted = pipeline.accepted
    .filter(({ finding }) => finding.includes(`:${plainId}/`))
    .map(({ finding, reason }) => `${finding}: ${reason}`)
  return { kind: 'yaml', path, header: [...header([pipeline.source], accepted), ...more], documents }
}

function runOf({ run, parts }: Made, pipeline: Pipeline, names: Names): TektonPipelineRun {
  const given = parts.params.list()
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { generateName: `${run.name}-` },
    spec: {
      pipelineRef: { name: run.name },
      ...(given.length > 0 && { params: given }),
      ...settingOfRun(parts, asTekton(pipeline), names),
    },
  }
}

function templateOf(run: Run, object: TektonPipelineRun): TektonTriggerTemplate {
  const taken = namesIn(object.spec.params ?? []).filter((param) => byHook(run) || param.startsWith('payload-'))
  return {
    apiVersion: 'triggers.tekton.dev/v1beta1',
    kind: 'TriggerTemplate',
    metadata: { name: run.name },
    spec: {
      ...(taken.length > 0 && { params: taken.map((param) => ({ name: param })) }),
      resourcetemplates: [object],
    },
  }
}

function namesIn(params: readonly { readonly name: string }[]): readonly string[] {
  return params.map(({ name }) => name)
}

function inputsOf({ trigger }: Run): readonly Input[] {
  return trigger.kind === 'manual' ? trigger.inputs : []
}

// A value that people fill in has its description and its options beside it.
function explained(object: TektonPipelineRun, inputs: readonly Input[], report: Report): YamlMap {
  const params = (object.spec.params ?? []).map(({ name, value }): Yaml => {
    const input = inputs.find((one) => `input-${one.name}` === name)
    if (input === undefined) return { name, value } as YamlMap
    const given = input.default.includes('$$') ? '$(dollar)' : input.default
    takeLiterally(given, 'the default of an input', input.origin, report)
    const options = input.type === 'boolean' ? ['true', 'false'] : input.options
    const words = [input.description, options.join(' | ')].filter((word) => word !== '')
    return annotate({ name, value } as YamlMap, words.length === 0 ? {} : { before: words })
  })
  const { params: _, ...spec } = object.spec
  return {
    ...object,
    spec: {
      pipelineRef: spec.pipelineRef as YamlMap,
      ...(params.length > 0 && { params }),
      ...spec,
    },
  } as unknown as YamlMap
}

type Node = 'pipeline' | 'run' | 'listener'

// The raw patches of the whole story say which of its objects they are about.
function patcher(pipeline: Pipeline, report: Report): <T extends object>(node: Node, object: T) => T {
  const own = pipeline.raw.filter(({ vendor }) => vendor === plainId)
  for (const { patch, origin } of own)
    for (const key of Object.keys(patch))
      if (!['pipeline', 'run', 'listener'].includes(key)) report('raw-address', origin, { vendor: title, address: key })
  const parts = (node: Node): readonly RawPatch[] =>
    own.flatMap((raw) =>
      raw.patch[node] === undefined
        ? []
        : [{ ...raw, vendor: id, patch: raw.patch[node] as Readonly<Record<string, unknown>> }],
    )
  return (node, object) => mergeRaw(object, parts(node), { id, title }, report)
}
