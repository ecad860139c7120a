import type { Condition, Ref, Text } from '../../../src/ir.ts'
import type { Path } from '../../../src/read/cursor.ts'
import type { OpenDocument } from '../../../src/read/open.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { isClone, type ReadJob } from './job.ts'
import type { Source } from './objects.ts'
import type { ReadRun } from './pipeline.ts'
import { nameIn, variablesIn } from './scan.ts'
import { outputName } from './script.ts'
import { resolveText, type Scope } from './values.ts'

type Documents = (source: Source) => OpenDocument | undefined

const stepKeys = ['name', 'displayName', 'image', 'script', 'command', 'args', 'onError', 'timeout', 'env'] as const

/** Marks what the story says in its own words, also where a patch repeats it for Tekton. */
export function markTold(read: ReadRun, documentOf: Documents): void {
  const used = new Set(read.jobs.flatMap((one) => markJob(one, read, documentOf)))
  const inputs = read.pipeline.triggers.flatMap((trigger) => (trigger.kind === 'manual' ? trigger.inputs : []))
  const known = new Set([...used, ...inputs.map(({ name }) => name)])
  const { run, sources } = read
  const hasSources = read.jobs.some(({ job }) => job.checkout !== null)
  for (const source of run.parts) {
    const { kind, spec } = mapOf(source.data)
    if (kind !== run.kind && kind !== 'Pipeline') continue
    for (const path of [['spec'], ['spec', 'pipelineSpec']]) {
      const around = path.length === 1 ? mapOf(spec) : mapOf(mapOf(spec).pipelineSpec)
      const mark = (list: Data | undefined, key: string, isTold: (name: string) => boolean): void =>
        markEntries(list, isTold, (index) => documentOf(source)?.mark([...path, key, index], 'carried'))
      mark(around.params, 'params', (name) => known.has(name))
      mark(around.workspaces, 'workspaces', (name) => hasSources && sources.has(name))
    }
  }
}

// The names of the parameters of the run whose values the story has in this job.
function markJob({ job, found, read, scope }: ReadJob, { sources }: ReadRun, documentOf: Documents): readonly string[] {
  const { data, source, path, spec } = found
  const used: string[] = []
  const mark = (...keys: Path): void => documentOf(source)?.mark([...path, ...keys], 'carried')
  const use = (value: Data | undefined): void => {
    used.push(...variablesIn(JSON.stringify(value ?? '')).flatMap((variable) => nameIn(variable, 'params') ?? []))
  }
  if (data.when !== undefined && !hasOwnWords(job.condition)) {
    mark('when')
    use(data.when)
  }
  const takesSources = (name: string, workspace: string): boolean =>
    job.checkout !== null && sources.has(workspace === '' ? name : workspace)
  const markWorkspaces = (): void => {
    for (const [index, one] of listOf(data.workspaces).entries()) {
      const { name, workspace } = mapOf(one)
      if (takesSources(textOf(name) ?? '', textOf(workspace) ?? '')) mark('workspaces', index)
    }
  }
  if (isClone(data)) {
    const isOwn = listOf(data.params).some((one) => isOf(mapOf(one), 'url', ['repositoryUrl'], scope))
    if (!isOwn) return used
    mark('taskRef')
    markWorkspaces()
    for (const [index, one] of listOf(data.params).entries())
      if (isFetched(mapOf(one), scope)) {
        mark('params', index)
        use(mapOf(one).value)
      }
    return used
  }
  if (spec === undefined || read === undefined || read.asIs !== undefined || read.unknown.length > 0) return used
  const own = documentOf(spec.source)
  for (const index of read.steps.keys())
    for (const key of stepKeys) own?.mark([...spec.path, 'steps', index, key], 'carried')
  const taskSpec = mapOf(data.taskSpec)
  const declared = new Set(listOf(taskSpec.params).flatMap((one) => textOf(mapOf(one).name) ?? []))
  const taken = new Set(
    listOf(data.workspaces).flatMap((one) => {
      const { name, workspace } = mapOf(one)
      return takesSources(textOf(name) ?? '', textOf(workspace) ?? '') ? [textOf(name) ?? ''] : []
    }),
  )
  const markOwn = (key: string, isTold: (name: string, one: DataMap) => boolean): void =>
    markEntries(taskSpec[key], isTold, (index) => own?.mark([...spec.path, key, index], 'carried'))
  const given = new Map(listOf(data.params).map((one) => [textOf(mapOf(one).name) ?? '', mapOf(one).value]))
  const isKnown = (value: Data | undefined): boolean => {
    const text = textOf(value ?? null)
    return text !== undefined && resolveText(text, scope).unknown.length === 0
  }
  markOwn('params', (name, one) => isKnown(given.get(name) ?? one.default))
  markOwn('results', (name) => job.outputs.some((output) => output.name === outputName(name)))
  markOwn('workspaces', (name) => taken.has(name))
  markWorkspaces()
  for (const [index, one] of listOf(data.params).entries()) {
    const { name, value } = mapOf(one)
    if (!declared.has(textOf(name) ?? '') || !isKnown(value)) continue
    mark('params', index)
    use(value)
  }
  use(taskSpec)
  return used
}

function markEntries(
  list: Data | undefined,
  isTold: (name: string, one: DataMap) => boolean,
  mark: (index: number) => void,
): void {
  for (const [index, one] of listOf(list).entries()) if (isTold(textOf(mapOf(one).name) ?? '', mapOf(one))) mark(index)
}

// What the checkout of a story says of a parameter of the task that fetches the sources.
function isFetched(param: DataMap, scope: Scope): boolean {
  return (
    isOf(param, 'url', ['repositoryUrl'], scope) ||
    isOf(param, 'revision', ['sha', 'branch', 'pullRequest.sourceBranch', 'tag'], scope) ||
    (textOf(param.name) === 'depth' && textOf(param.value) === '1') ||
    (textOf(param.name) === 'deleteExisting' && textOf(param.value) === 'true')
  )
}

function isOf(param: DataMap, name: string, contexts: readonly string[], scope: Scope): boolean {
  if (textOf(param.name) !== name) return false
  const { text } = resolveText(textOf(param.value) ?? '', scope)
  return isContext(text, contexts)
}

function isContext([part, ...more]: Text, names: readonly string[]): boolean {
  const isRef = (one: string | Ref | undefined): one is Ref => typeof one === 'object'
  return more.length === 0 && isRef(part) && part.ref === 'context' && names.includes(part.name)
}

function hasOwnWords(condition: Condition): boolean {
  return JSON.stringify(condition).includes('"test":"vendor"')
}
