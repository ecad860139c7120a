import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { evaluate, holdsExpression, type Scope } from './expression.ts'
import type { Manifest } from './manifests.ts'
import { type Request, requestsFor } from './requests.ts'
import { type Started, startedBy } from './starting.ts'

/**
 * The runs that listeners make for an event: of each trigger whose interceptors let it through, the templates filled in
 * by the bindings. What cannot be found on the way makes no run. Signatures are taken for right.
 *
 * @see https://tekton.dev/docs/triggers/eventlisteners/
 */
export function startedByListeners(objects: readonly Manifest[], event: PlanEvent): readonly Started[] {
  const listeners = objects.filter(({ kind }) => kind === 'EventListener')
  if (listeners.length === 0) return []
  return requestsFor(event).flatMap((request) =>
    listeners.flatMap((listener) =>
      listOf(mapOf(listener.object.spec).triggers).flatMap((trigger) => runsFor(mapOf(trigger), request, objects)),
    ),
  )
}

function runsFor(inline: DataMap, request: Request, objects: readonly Manifest[]): readonly Started[] {
  const named = textOf(inline.triggerRef)
  const trigger = named === undefined ? inline : mapOf(find(objects, 'Trigger', named)?.object.spec)
  const extensions: Record<string, unknown> = {}
  for (const interceptor of listOf(trigger.interceptors).map(mapOf))
    if (!passes(interceptor, request, extensions)) return []
  const bound = listOf(trigger.bindings).map((binding) => valuesOf(mapOf(binding), request, extensions, objects))
  if (bound.includes(undefined)) return []
  const template = mapOf(trigger.template)
  const spec = mapOf(
    template.spec ?? find(objects, 'TriggerTemplate', textOf(template.ref) ?? textOf(template.name) ?? '')?.object.spec,
  )
  const defaults = listOf(spec.params).map(mapOf)
  const values = new Map([
    ...defaults.flatMap(({ name, default: value }) => {
      const text = textOf(value)
      return text === undefined ? [] : [[textOf(name) ?? '', text] as const]
    }),
    ...bound.flatMap((one) => [...(one ?? [])]),
  ])
  const fill = (text: string): string =>
    text.replaceAll(/\$\((?:tt\.)?params\.([\w.-]+)\)/g, (whole, name: string) => values.get(name) ?? whole)
  return listOf(spec.resourcetemplates)
    .filter(isMap)
    .filter(({ kind }) => kind === 'PipelineRun')
    .flatMap(
      (object) =>
        startedBy({ path: pathOf(objects, template), kind: 'PipelineRun', name: '', object }, objects, fill) ?? [],
    )
}

function pathOf(objects: readonly Manifest[], template: DataMap): string {
  return find(objects, 'TriggerTemplate', textOf(template.ref) ?? '')?.path ?? ''
}

function passes(interceptor: DataMap, { header, body }: Request, extensions: Record<string, unknown>): boolean {
  const params = new Map(
    listOf(interceptor.params)
      .map(mapOf)
      .map(({ name, value }) => [textOf(name) ?? '', value ?? null]),
  )
  const name = textOf(mapOf(interceptor.ref).name)
  const hosts: Readonly<Record<string, string>> = {
    github: 'X-GitHub-Event',
    gitlab: 'X-Gitlab-Event',
    bitbucket: 'X-Event-Key',
  }
  const key = hosts[name ?? '']
  if (key !== undefined) {
    const types = textsOf(params.get('eventTypes'))
    const found = header[key]
    return found !== undefined && (types.length === 0 || types.includes(found))
  }
  if (name !== 'cel') return true
  const scope: Scope = { body, header, extensions, requestURL: '' }
  const filter = textOf(params.get('filter'))
  if (filter !== undefined && !holdsExpression(filter, scope)) return false
  for (const overlay of listOf(params.get('overlays')).map(mapOf)) {
    const value = evaluate(textOf(overlay.expression) ?? '', scope)
    if (value === undefined) return false
    extensions[textOf(overlay.key) ?? ''] = value
  }
  return true
}

function valuesOf(
  binding: DataMap,
  request: Request,
  extensions: Scope,
  objects: readonly Manifest[],
): ReadonlyMap<string, string> | undefined {
  const named = textOf(binding.ref)
  const list: readonly Data[] =
    named === undefined ? [binding] : listOf(mapOf(find(objects, 'TriggerBinding', named)?.object.spec).params)
  const values = new Map<string, string>()
  for (const { name, value } of list.map(mapOf)) {
    let lost = false
    const text = (textOf(value) ?? '').replaceAll(/\$\(([\w.[\]'"-]+)\)/g, (whole, path: string) => {
      const found = at({ body: request.body, header: request.header, extensions }, path)
      if (found === undefined) lost = true
      return found ?? whole
    })
    if (lost) return undefined
    values.set(textOf(name) ?? '', text)
  }
  return values
}

// https://tekton.dev/docs/triggers/triggerbindings/
function at(root: Scope, path: string): string | undefined {
  let node: unknown = root
  for (const key of path.split(/[.[\]'"]+/).filter((part) => part !== '')) {
    if (typeof node !== 'object' || node === null) return undefined
    node = (node as Scope)[key]
  }
  return node === undefined ? undefined : typeof node === 'string' ? node : JSON.stringify(node)
}

function find(objects: readonly Manifest[], kind: string, name: string): Manifest | undefined {
  return objects.find((one) => one.kind === kind && one.name === name)
}
