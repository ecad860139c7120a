import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv, type ValidateFunction } from 'ajv'
import { input, manual, sh } from 'pipegen'
import { format } from 'prettier'
import { describe, expect, test } from 'vitest'
import { tektonPlain } from '../../emitters/tekton/plain/index.ts'
import type { TektonEventListener, TektonPipeline, TektonTriggerTemplate } from '../../emitters/tekton/plain/schema.ts'
import type { TektonPipelineRun, TektonPipelineTask } from '../../emitters/tekton/schema.ts'
import { collect } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import { casesIn, projectRoot } from '../harness/case-folder.ts'
import { type ClusterObject, objectOf, objectsIn } from '../harness/tekton-objects.ts'
import { gatherCase } from '../harness/translate-case.ts'
import { hasStrictSchema, jobOf, storyOf, strictFaults } from './tekton-emit.ts'
import { emittedPlainly } from './tekton-plain.ts'
import { shells, simulate } from './tekton-simulate.ts'
import { readers } from './yaml-readers.ts'

const folders = [
  ...casesIn('test/features').map((name) => `test/features/${name}`),
  ...casesIn('examples').map((name) => `examples/${name}`),
]
const triggerSchemas = fileURLToPath(new URL('../../../shared/schemas/triggers-vscode-v1beta1_', import.meta.url))
const hasTriggerSchemas = existsSync(`${triggerSchemas}EventListener.json`)
const where = [
  hasStrictSchema ? 'the strict schema too' : 'WITHOUT the strict schema of Tekton, which is not here',
  hasTriggerSchemas ? 'the schema of Triggers too' : 'WITHOUT the schema of Triggers, which is not here',
].join(', ')

describe(`every output of plain Tekton (${where})`, () => {
  test.each(folders)('%s', async (folder) => {
    const { pipelines } = await gatherCase(join(projectRoot, folder))
    const outputs = await emitStories(pipelines, [tektonPlain], collect().report)
    for (const { path, text } of outputs) {
      const told = Object.values(readers).map((read) => read(text))
      for (const one of told) expect(one).toEqual(told[0])
      expect(await format(text, { parser: 'yaml' })).toBe(text)
      expect(tektonPlain.owns(path)).toBe(true)
      const documents = objectsIn([{ path, text }]) as never
      expect(await tektonPlain.validate({ kind: 'yaml', path, header: [], documents })).toEqual([])
    }
    for (const object of objectsIn(outputs)) {
      if (object.kind === 'Pipeline' || object.kind === 'PipelineRun')
        expect(strictFaults(object, object.kind)).toEqual([])
      if (object.kind !== 'TriggerTemplate') continue
      for (const made of (object as unknown as TektonTriggerTemplate).spec.resourcetemplates)
        expect(strictFaults(made)).toEqual([])
    }
    for (const object of objectsIn(outputs)) expect(foreignFaults(object)).toEqual([])
    expect(loose(objectsIn(outputs))).toEqual([])
  })
})

// The schema of templates spells `resourcetemplates` as Tekton Triggers does not.
const foreign = ['EventListener', 'TriggerBinding']
const compiled = new Map<string, ValidateFunction>()

/** What the schema of another tool says against an object of Triggers. */
function foreignFaults(object: ClusterObject): readonly string[] {
  const { kind } = object
  if (!hasTriggerSchemas || !foreign.includes(kind)) return []
  const check = compiled.get(kind) ?? compile(kind)
  compiled.set(kind, check)
  return check(object) ? [] : (check.errors ?? []).map((one) => `${kind}${one.instancePath} ${one.message ?? ''}`)
}

function compile(kind: string): ValidateFunction {
  const text = readFileSync(`${triggerSchemas}${kind}.json`, 'utf8')
  return new Ajv({ strict: false, validateFormats: false, logger: false }).compile(
    JSON.parse(text.replaceAll('"$schema": "http://json-schema.org/draft-04/schema#",', '')) as object,
  )
}

/** The references between objects that lead nowhere, and parameters that nobody gives or takes. */
function loose(objects: readonly ClusterObject[]): readonly string[] {
  const ids = objects.map(({ kind, metadata }) => `${kind}/${metadata.name ?? metadata.generateName}`)
  const known = new Set(ids)
  const wanted = (from: string, ...to: readonly (string | undefined)[]) =>
    to.flatMap((id) => (id === undefined || known.has(id) ? [] : [`${from} -> ${id}`]))
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is there twice`)
  const runs = objects.flatMap((object): readonly TektonPipelineRun[] => {
    if (object.kind === 'PipelineRun') return [object as unknown as TektonPipelineRun]
    if (object.kind === 'ConfigMap')
      return [JSON.parse((object.data as { readonly 'run.json': string })['run.json']) as TektonPipelineRun]
    return object.kind === 'TriggerTemplate'
      ? ((object as unknown as TektonTriggerTemplate).spec.resourcetemplates as readonly TektonPipelineRun[])
      : []
  })
  const links = runs.flatMap(({ spec, metadata }) => {
    const name = (spec.pipelineRef as { readonly name: string }).name
    const pipeline = objects.find(({ kind, metadata: own }) => kind === 'Pipeline' && own.name === name)
    const declared = ((pipeline as TektonPipeline | undefined)?.spec.params ?? []).map((param) => param.name)
    const given = (spec.params ?? []).map((param) => param.name)
    const shared = ((pipeline as TektonPipeline | undefined)?.spec.workspaces ?? []).map((one) => one.name)
    const accounts = [
      spec.taskRunTemplate?.serviceAccountName,
      ...(spec.taskRunSpecs ?? []).map((one) => one.serviceAccountName),
    ]
    return [
      ...wanted(`run ${metadata.generateName}`, `Pipeline/${name}`),
      ...wanted(name, ...accounts.map((one) => (one === undefined ? undefined : `ServiceAccount/${one}`))),
      ...(declared.toSorted().join() === given.toSorted().join() ? [] : [`${name}: ${declared} <> ${given}`]),
      ...(shared.join() === (spec.workspaces ?? []).map((one) => one.name).join() ? [] : [`${name}: workspaces`]),
    ]
  })
  const listening = objects.flatMap((object) => {
    if (object.kind !== 'EventListener') return []
    const { spec, metadata } = object as unknown as TektonEventListener
    return spec.triggers.flatMap(({ bindings = [], template }) => {
      const taken = new Set(
        bindings.flatMap(({ ref }) =>
          objects
            .filter(({ kind, metadata: own }) => kind === 'TriggerBinding' && own.name === ref)
            .flatMap(({ spec: own }) => (own as { readonly params: readonly { name: string }[] }).params)
            .map(({ name }) => name),
        ),
      )
      const { params = [] } = objectLike(objects, template.ref)
      return [
        ...wanted(metadata.name ?? '', `ServiceAccount/${spec.serviceAccountName}`, `TriggerTemplate/${template.ref}`),
        ...wanted(template.ref, ...bindings.map(({ ref }) => `TriggerBinding/${ref}`)),
        ...params.filter(({ name }) => !taken.has(name)).map(({ name }) => `${template.ref}: nobody gives ${name}`),
      ]
    })
  })
  return [...twice, ...links, ...listening]
}

function objectLike(objects: readonly ClusterObject[], name: string): TektonTriggerTemplate['spec'] {
  const found = objects.find(({ kind, metadata }) => kind === 'TriggerTemplate' && metadata.name === name)
  return (found as unknown as TektonTriggerTemplate | undefined)?.spec ?? { resourcetemplates: [] }
}

describe.each(Object.entries(shells))('the first task in %s', (_, shell) => {
  const deploy = manual({
    inputs: {
      stage: input.choice(["it's", '*', '$(params.branch)'], {}),
      count: input.number({ default: 3 }),
      dry: input.boolean({}),
    },
  })
  const job = jobOf({
    checkout: false,
    env: { S: deploy.inputs.stage, C: deploy.inputs.count, D: deploy.inputs.dry },
    steps: [sh`./deploy`],
  })
  const ends = async (stage: string, count: string, dry: string) => {
    const { outputs } = await emittedPlainly(storyOf({ job }, [deploy]))
    const { spec } = objectOf<TektonPipeline>(outputs, 'Pipeline', 'ci-manual')
    const params = { 'input-stage': stage, 'input-count': count, 'input-dry': dry }
    return simulate(spec.tasks[0] as TektonPipelineTask, { params, shell }).code
  }

  test.each([
    ["it's", '3', 'true', 0],
    ['*', '-3.5', 'false', 0],
    ['x', '3', 'true', 1],
    ["it's\nx", '3', 'true', 1],
    ["it's", '3x', 'true', 1],
    ["it's", '3\n4', 'true', 1],
    ["it's", '3', 'yes', 1],
  ])('%j, %j and %j: %i', async (stage, count, dry, code) => {
    expect(await ends(stage, count, dry)).toBe(code)
  })
})
