import { plain } from '../../../src/document.ts'
import type { Job, Pipeline } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { filled, patchOf } from '../../../src/read/patch.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { spotsOf } from '../matrix.ts'
import { emit } from '../pipeline.ts'
import { stepNames } from '../step-names.ts'
import { id as vendor } from '../title.ts'
import type { MergedStep } from './merge.ts'
import { isWrapped, normalStep } from './normal.ts'
import { normalSections, normalTop } from './normalise.ts'
import { type Path, patternsOf, readSections } from './sections.ts'

/** A pipeline with patches for all in which its file would differ. */
export interface Patched {
  readonly pipeline: Pipeline
  /** The keys that are patched, by job. */
  readonly raw: ReadonlyMap<string, ReadonlySet<string>>
  /** The parts of the file that are patched as a whole. */
  readonly whole: readonly Path[]
  /** Jobs whose lines run in a shell of their own, or ask for a variable first. */
  readonly wrapped: ReadonlySet<string>
}

/** What the writer makes of a pipeline, as data; undefined where it makes nothing of it. */
export function written(pipeline: Pipeline): DataMap | undefined {
  const [document] = emit([pipeline], () => {})
  return document?.kind === 'yaml' ? mapOf(plain(document.documents[0]) as Data) : undefined
}

const usual = ['image', 'clone', 'options'] as const

/** Patches a pipeline until the file that it yields says what the file said that it was read from. */
export function withResidual(
  first: Pipeline,
  merged: ReadonlyMap<string, MergedStep>,
  root: DataMap,
  origin: Origin,
): Patched {
  const output = written(first)
  if (output === undefined) return { pipeline: first, raw: new Map(), whole: [], wrapped: new Set() }
  const raw = new Map<string, ReadonlySet<string>>()
  const wrapped = new Set<string>()
  const nameOf = stepNames(first)
  const steps = readSections(mapOf(output.pipelines)).flatMap(({ ranks }) => ranks.flat().map(({ data }) => data))
  // The services and caches that steps refer to are the file's own.
  const definitions = { ...mapOf(output.definitions) }
  const known = mapOf(root.definitions)
  const top: Record<string, unknown> = {}
  // What holds for all steps is said as the file says it.
  const own: DataMap = { ...output, ...Object.fromEntries(usual.map((key) => [key, root[key] ?? null])) }
  for (const key of usual)
    if (JSON.stringify(output[key]) !== JSON.stringify(root[key])) top[key] = patchOf(output[key], root[key])
  for (const key of ['services', 'caches'] as const)
    if (isMap(known[key])) definitions[key] = { ...mapOf(definitions[key]), ...known[key] }
  const jobs = first.jobs.map((job): Job => {
    const wanted = merged.get(job.id)?.first.data ?? {}
    const [spot] = spotsOf(job)
    const name = spot === undefined ? job.id : nameOf(job, spot)
    const ours = steps.filter((step) => textOf(step.name ?? null) === name)
    const theirs = normalStep(wanted, root)
    const patch: Record<string, unknown> = {}
    for (const step of ours) {
      const found = normalStep(step, { ...own, definitions })
      for (const key of new Set([...theirs.keys(), ...found.keys()])) {
        if (theirs.get(key) === found.get(key)) continue
        if (wanted[key] !== undefined && wanted[key] !== null) patch[key] = patchOf(step[key], wanted[key])
        // What the step of one section has, that of another may not have.
        else if (ours.every((one) => one[key] !== undefined)) patch[key] = null
      }
    }
    raw.set(job.id, new Set(Object.keys(patch)))
    if (!('script' in patch) && ours.some((step) => textsOf(step.script ?? null).some(isWrapped))) wrapped.add(job.id)
    return Object.keys(patch).length === 0 ? job : { ...job, raw: [{ vendor, patch, origin: job.origin }] }
  })
  const defined = definedPatch(mapOf(output.definitions), known)
  if (defined !== undefined) top.definitions = defined
  const patched = withTop({ ...first, jobs }, top, origin)
  return { ...withSections(patched, top, root, origin), raw, wrapped }
}

function withTop(pipeline: Pipeline, patch: Readonly<Record<string, unknown>>, origin: Origin): Pipeline {
  return Object.keys(patch).length === 0 ? pipeline : { ...pipeline, raw: [{ vendor, patch, origin }] }
}

// Sections that still say something else, such as stages, stand in the story as they stood in the file.
function withSections(
  pipeline: Pipeline,
  patch: Readonly<Record<string, unknown>>,
  root: DataMap,
  origin: Origin,
): { readonly pipeline: Pipeline; readonly whole: readonly Path[] } {
  const output = written(pipeline) ?? {}
  const [ours, theirs] = [normalSections(output), normalSections(root)]
  const made: Record<string, unknown> = {}
  const whole: Path[] = []
  const same = (one: Data | undefined, other: Data | undefined): boolean =>
    JSON.stringify(one) === JSON.stringify(other)
  for (const [kind, data] of Object.entries(mapOf(root.pipelines))) {
    if (same(ours[kind], theirs[kind])) continue
    const path = ['pipelines', kind]
    if (kind === 'default') {
      made[kind] = filled(data)
      whole.push(path)
      continue
    }
    const inner: Record<string, unknown> = {}
    const wanted = mapOf(data)
    const [one, other] = [mapOf(ours[kind]), mapOf(theirs[kind])]
    for (const [name, items] of Object.entries(wanted)) {
      const keys = kind === 'custom' ? [name] : patternsOf(name)
      if (keys.every((key) => same(one[key], other[key]))) continue
      inner[name] = filled(items)
      whole.push([...path, name])
    }
    // A selector that the writer joined of several cannot stay where one of them is written by itself.
    for (const key of Object.keys(mapOf(mapOf(output.pipelines)[kind]))) {
      if (wanted[key] !== undefined) continue
      inner[key] = null
      for (const [name, items] of Object.entries(wanted)) {
        if (inner[name] !== undefined || !patternsOf(key).some((each) => patternsOf(name).includes(each))) continue
        inner[name] = filled(items)
        whole.push([...path, name])
      }
    }
    made[kind] = inner
  }
  for (const kind of Object.keys(mapOf(output.pipelines))) if (theirs[kind] === undefined) made[kind] = null
  const next: Record<string, unknown> = { ...patch, ...(Object.keys(made).length === 0 ? {} : { pipelines: made }) }
  const [own, others] = [normalTop(output), normalTop(root)]
  for (const key of new Set([...Object.keys(own), ...Object.keys(others)])) {
    if (same(own[key], others[key]) || key === 'definitions') continue
    next[key] = patchOf(output[key], root[key])
    if (root[key] !== undefined) whole.push([key])
  }
  return { pipeline: withTop(pipeline, next, origin), whole }
}

function definedPatch(ours: DataMap, known: DataMap): DataMap | undefined {
  const wanted = ['services', 'caches', 'pipelines'].filter((key) => isMap(known[key]))
  const entries = wanted.flatMap((key): readonly [string, Data][] => {
    const [from, to] = [mapOf(ours[key]), mapOf(known[key])]
    const inner = Object.entries(to)
      .filter(([name, value]) => JSON.stringify(from[name]) !== JSON.stringify(value))
      .map(([name, value]) => [name, patchOf(from[name], value) as Data])
    return inner.length === 0 ? [] : [[key, Object.fromEntries(inner)]]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}
