import type { Path } from '../../../src/read/cursor.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { asCodeExpression, asCodeValue } from './hooks.ts'
import { nameOf, type Source } from './objects.ts'

/** A run that stands in a template, as Pipelines-as-Code would have it, and the objects that say when it starts. */
export interface StartedRun extends Source {
  readonly of: Source
  /** Where it stands in the template. */
  readonly prefix: Path
  readonly starters: readonly Source[]
}

const prefix = 'pipelinesascode.tekton.dev/'

/**
 * The runs that templates hold, with the listeners that start them told as annotations.
 *
 * @see https://tekton.dev/docs/triggers/
 */
export function startedRuns(sources: readonly Source[]): readonly StartedRun[] {
  const templates = sources.filter((source) => kindOf(source) === 'TriggerTemplate')
  return templates.flatMap((template) => {
    const name = nameOf(mapOf(mapOf(template.data).metadata)) ?? ''
    const starts = startsOf(name, sources)
    const spec = mapOf(mapOf(template.data).spec)
    const values = valuesOf(spec, starts)
    return listOf(spec.resourcetemplates).flatMap((one, index): readonly StartedRun[] => {
      const object = mapOf(one)
      if (object.kind !== 'PipelineRun' && object.kind !== 'TaskRun') return []
      const place = ['spec', 'resourcetemplates', index]
      return [
        {
          file: template.file,
          data: withStart(withValues(withFixedName(object), values) as DataMap, starts),
          at: (path) => template.at([...place, ...path]),
          of: template,
          prefix: place,
          starters: [template, ...starts.flatMap(({ from }) => from)],
        },
      ]
    })
  })
}

/** What starts a template: the event and the filter, and the values that it gives. */
interface Start {
  readonly expression: string | undefined
  readonly values: ReadonlyMap<string, string>
  readonly from: readonly Source[]
}

function startsOf(template: string, sources: readonly Source[]): readonly Start[] {
  return sources
    .filter((source) => kindOf(source) === 'EventListener')
    .flatMap((listener) =>
      listOf(mapOf(mapOf(listener.data).spec).triggers)
        .map((one) => mapOf(one))
        .filter((trigger) => textOf(mapOf(trigger.template).ref ?? mapOf(trigger.template).name ?? null) === template)
        .map((trigger): Start => {
          const bound = bindingsOf(trigger, sources)
          return {
            expression: expressionOf(trigger),
            values: bound.values,
            from: [listener, ...bound.from],
          }
        }),
    )
}

function bindingsOf(trigger: DataMap, sources: readonly Source[]): Pick<Start, 'values' | 'from'> {
  const from: Source[] = []
  const overlays = new Map(
    interceptorsOf(trigger).flatMap(({ overlays: list }) =>
      listOf(list).map((one) => [textOf(mapOf(one).key) ?? '', textOf(mapOf(one).expression) ?? ''] as const),
    ),
  )
  const params = listOf(trigger.bindings).flatMap((one) => {
    const { ref, name } = mapOf(one)
    const wanted = textOf(ref ?? null)
    if (wanted === undefined) return name === undefined ? [] : [mapOf(one)]
    const found = sources.find(
      (source) => kindOf(source) === 'TriggerBinding' && nameOf(mapOf(mapOf(source.data).metadata)) === wanted,
    )
    if (found !== undefined) from.push(found)
    return listOf(mapOf(mapOf(found?.data ?? null).spec).params).map((param) => mapOf(param))
  })
  const values = params.flatMap(({ name, value }): readonly (readonly [string, string])[] => {
    const [id, text] = [textOf(name), textOf(value)]
    return id === undefined || text === undefined ? [] : [[id, asCodeValue(text, overlays)]]
  })
  return { values: new Map(values), from }
}

// Older listeners have interceptors without names of their own.
function interceptorsOf(trigger: DataMap): readonly DataMap[] {
  return listOf(trigger.interceptors).map((one) => {
    const { params, ref: _, ...older } = mapOf(one)
    const named = listOf(params).map((param) => [textOf(mapOf(param).name) ?? '', mapOf(param).value ?? null] as const)
    const inner = Object.values(older).find((value) => isMap(value))
    return { ...mapOf(inner), ...Object.fromEntries(named) }
  })
}

function expressionOf(trigger: DataMap): string | undefined {
  const parts = interceptorsOf(trigger)
  const types = parts.flatMap(({ eventTypes }) => textsOf(eventTypes ?? null))
  const filters = parts.flatMap(({ filter }) => textOf(filter ?? null) ?? [])
  return asCodeExpression(types, filters)
}

// What no listener gives has the value that the template says; the rest a person must give.
function valuesOf(spec: DataMap, starts: readonly Start[]): ReadonlyMap<string, string> {
  const given = listOf(spec.params).flatMap((one): readonly (readonly [string, string])[] => {
    const { name, default: initial } = mapOf(one)
    const [id, value] = [textOf(name), textOf(initial)]
    return id === undefined ? [] : [[id, value ?? `{{ ${id} }}`]]
  })
  return new Map([...given, ...starts.flatMap(({ values }) => [...values])])
}

function withValues(data: Data, values: ReadonlyMap<string, string>): Data {
  if (typeof data === 'string')
    return data.replaceAll(/\$\(tt\.params\.([\w.-]+)\)/g, (whole, name: string) => values.get(name) ?? whole)
  if (Array.isArray(data)) return (data as readonly Data[]).map((one) => withValues(one, values))
  if (!isMap(data)) return data
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withValues(value, values)]))
}

// A name that each run has for itself is none for all of them.
function withFixedName(run: DataMap): DataMap {
  const { name, generateName, ...metadata } = mapOf(run.metadata)
  const fixed = (text: Data | undefined): string | undefined =>
    textOf(text)
      ?.replaceAll(/-?\$\([^()]*\)/g, '')
      .replace(/^-+/, '')
  const [own, start] = [fixed(name), fixed(generateName)]
  const named = { ...(own && { name: own }), ...(start && { generateName: start }) }
  return { ...run, metadata: { ...named, ...metadata } }
}

// A person starts what no listener does.
function withStart(run: DataMap, starts: readonly Start[]): DataMap {
  const said = [...new Set(starts.flatMap(({ expression }) => expression ?? []))]
  if (said.length === 0) return run
  const metadata = mapOf(run.metadata)
  const expression = said.length === 1 ? said[0] : said.map((one) => `(${one})`).join(' || ')
  const annotations = { ...mapOf(metadata.annotations), [`${prefix}on-cel-expression`]: expression ?? '' }
  return { ...run, metadata: { ...metadata, annotations } }
}

function kindOf({ data }: Source): string | undefined {
  const { kind, apiVersion } = mapOf(data)
  return /^triggers\.tekton\.dev\//.test(textOf(apiVersion ?? null) ?? '') ? textOf(kind ?? null) : undefined
}
