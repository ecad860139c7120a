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
import { customName } from '../triggers.ts'
import { artifactMeanings, uploadPatch } from './artifacts.ts'
import type { Draft } from './draft.ts'
import type { MergedStep } from './merge.ts'
import { hereOf, isWrapped, type Meaning, normalStep } from './normal.ts'
import { normalTop } from './normalise.ts'
import { sectionPatches } from './section-patches.ts'
import { type Path, type PlacedStep, readSections, type Section } from './sections.ts'

/** Stories with patches for all in which their file would differ. */
export interface Patched {
  readonly pipelines: readonly Pipeline[]
  /** The keys that are patched, by step. */
  readonly raw: ReadonlyMap<MergedStep, ReadonlySet<string>>
  /** The parts of the file that are patched as a whole. */
  readonly whole: readonly Path[]
  /** Steps whose lines run in a shell of their own, or ask for a variable first. */
  readonly wrapped: ReadonlySet<MergedStep>
}

/** What the writer makes of stories, as data; undefined where it makes nothing of them. */
export function written(pipelines: readonly Pipeline[]): DataMap | undefined {
  const [document] = emit(pipelines, () => {})
  return document?.kind === 'yaml' ? mapOf(plain(document.documents[0]) as Data) : undefined
}

interface Written {
  readonly step: PlacedStep
  readonly meaning: Meaning
}

/** Patches stories until the file that they yield says what the file said that they were read from. */
export function withResidual(drafts: readonly Draft[], root: DataMap, origin: Origin): Patched {
  const plainly = patchAll(drafts, root, origin, false)
  // Sections that stay as they stand need what the file says for all steps.
  return plainly.whole.length === 0 ? plainly : patchAll(drafts, root, origin, true)
}

const usual = ['image', 'clone', 'options'] as const

function patchAll(drafts: readonly Draft[], root: DataMap, origin: Origin, keepsUsual: boolean): Patched {
  const raw = new Map<MergedStep, ReadonlySet<string>>()
  const wrapped = new Set<MergedStep>()
  const output = written(drafts.map(({ pipeline }) => pipeline))
  if (output === undefined) return { pipelines: drafts.map(({ pipeline }) => pipeline), raw, whole: [], wrapped }
  const definitions = definedOf(mapOf(output.definitions), mapOf(root.definitions))
  // The services and caches that steps refer to are the file's own.
  const settings = keepsUsual ? Object.fromEntries(usual.map((key) => [key, root[key] ?? null])) : {}
  const own: DataMap = { ...output, definitions: definitions.all, ...settings }
  const theirs = meanings(readSections(mapOf(root.pipelines)), root)
  const sections = readSections(mapOf(output.pipelines))
  const patched = drafts.map(({ pipeline, steps }): Pipeline => {
    const isStarted = pipeline.triggers.every(({ kind }) => kind === 'manual')
    const mine = sections.filter(({ kind, name }) =>
      isStarted
        ? kind === 'custom' && pipeline.triggers.some((trigger) => customName(pipeline, trigger) === name)
        : kind !== 'custom',
    )
    const found = [...meanings(mine, own).values()]
    const nameOf = stepNames(pipeline)
    const patches = pipeline.jobs.map((job, index) => {
      const step = steps[index]
      const [spot] = spotsOf(job)
      const name = spot === undefined ? job.id : nameOf(job, spot)
      const ours = found.filter((one) => textOf(one.step.data.name ?? null) === name)
      const wanted = step === undefined ? undefined : theirs.get(step.first.path.join(' '))
      if (step === undefined || wanted === undefined) return { patch: {}, takes: false }
      const patch = stepPatch(ours, wanted)
      const scripts = ours.flatMap((one) => textsOf(one.step.data.script ?? null))
      if (!('script' in patch) && scripts.some(isWrapped)) wrapped.add(step)
      return { patch, takes: ours.some((one) => one.step.data.artifacts !== undefined) }
    })
    const whole = withArtifacts(patches, steps)
    const jobs = pipeline.jobs.map((job, index): Job => {
      const patch = whole[index] ?? {}
      const step = steps[index]
      if (step !== undefined) raw.set(step, new Set(Object.keys(patch)))
      return Object.keys(patch).length === 0 ? job : { ...job, raw: [{ vendor, patch, origin: job.origin }] }
    })
    return { ...pipeline, jobs }
  })
  const top = {
    ...(definitions.patch === undefined ? {} : { definitions: definitions.patch }),
    ...(keepsUsual ? usualPatch(output, root) : {}),
  }
  return { ...withTop(patched, root, top, origin), raw, wrapped }
}

function usualPatch(output: DataMap, root: DataMap): DataMap {
  const differing = usual.filter((key) => JSON.stringify(output[key]) !== JSON.stringify(root[key]))
  return Object.fromEntries(differing.map((key) => [key, patchOf(output[key], root[key])]))
}

function meanings(sections: readonly Section[], root: DataMap): ReadonlyMap<string, Written> {
  return new Map(
    sections.flatMap(({ ranks }) => {
      const artifacts = artifactMeanings(ranks)
      return ranks.flatMap(({ steps }) =>
        steps.map((step) => [step.path.join(' '), { step, meaning: normalStep(step, root, artifacts) }] as const),
      )
    }),
  )
}

// What the step of one section has, that of another may not have.
function stepPatch(ours: readonly Written[], wanted: Written): Readonly<Record<string, unknown>> {
  const patch: Record<string, unknown> = {}
  for (const { step, meaning } of ours)
    for (const key of new Set([...wanted.meaning.keys(), ...meaning.keys()])) {
      if (key === 'stage' || wanted.meaning.get(key) === meaning.get(key)) continue
      const to = wanted.step.data[key]
      const upload =
        key === 'artifacts' && isSameTaken(meaning, wanted.meaning) ? uploadPatch(step.data[key], to) : undefined
      if (upload !== undefined) {
        patch[key] = upload
        continue
      }
      if (to !== undefined && to !== null) patch[key] = patchOf(step.data[key], to)
      else if (ours.every((one) => one.step.data[key] !== undefined)) patch[key] = null
    }
  // The group of a deployment goes with it.
  const group = 'concurrency-group'
  if (patch.deployment === null && wanted.step.data[group] === undefined)
    if (ours.every(({ step }) => step.data[group] !== undefined)) patch[group] = null
  // A step that calls another pipeline takes little beside.
  if (wanted.step.data.type !== undefined)
    for (const { step } of ours)
      for (const key of Object.keys(step.data)) if (!(key in wanted.step.data)) patch[key] = null
  return patch
}

function isSameTaken(one: Meaning, other: Meaning): boolean {
  const takenIn = (meaning: Meaning): string => {
    const { takes } = mapOf(JSON.parse(meaning.get('artifacts') ?? '{}') as Data)
    return JSON.stringify(takes ?? null)
  }
  return takenIn(one) === takenIn(other)
}

type Patch = Readonly<Record<string, unknown>>

// Files that one step leaves in the words of the vendor have no name by which another could take them.
function withArtifacts(
  patches: readonly { readonly patch: Patch; readonly takes: boolean }[],
  steps: readonly MergedStep[],
): readonly Patch[] {
  const isNamed = !patches.some(({ patch: { artifacts } }) => artifacts !== undefined && !hasUpload(artifacts))
  return patches.map(({ patch, takes }, index) => {
    const { artifacts } = steps[index]?.first.data ?? {}
    if (isNamed || !takes || 'artifacts' in patch) return patch
    return { ...patch, artifacts: artifacts === undefined || artifacts === null ? null : filled(artifacts) }
  })
}

function hasUpload(artifacts: unknown): boolean {
  return typeof artifacts === 'object' && artifacts !== null && 'upload' in artifacts
}

interface Defined {
  readonly all: DataMap
  readonly patch: DataMap | undefined
}

function definedOf(ours: DataMap, known: DataMap): Defined {
  const all = { ...ours }
  const entries = ['services', 'caches', 'pipelines'].flatMap((key): readonly [string, Data][] => {
    const [from, to] = [mapOf(ours[key]), known[key]]
    if (!isMap(to)) return []
    all[key] = { ...from, ...to }
    const inner = Object.entries(to)
      .filter(([name, value]) => JSON.stringify(hereOf(from[name] ?? null)) !== JSON.stringify(hereOf(value)))
      .map(([name, value]) => [name, patchOf(from[name], value) as Data])
    return inner.length === 0 ? [] : [[key, Object.fromEntries(inner)]]
  })
  return { all, patch: entries.length === 0 ? undefined : Object.fromEntries(entries) }
}

// What is no step of its own stands in the first story.
function withTop(
  pipelines: readonly Pipeline[],
  root: DataMap,
  top: DataMap,
  origin: Origin,
): Pick<Patched, 'pipelines' | 'whole'> {
  const output = written(pipelines) ?? {}
  const full = patchedWith(output, top)
  const { patch, whole } = sectionPatches(full, root)
  const next: Record<string, unknown> = { ...top, ...patch }
  const [own, others] = [normalTop(full), normalTop(root)]
  for (const key of new Set([...Object.keys(own), ...Object.keys(others)])) {
    if (JSON.stringify(own[key]) === JSON.stringify(others[key]) || key === 'definitions') continue
    next[key] = patchOf(output[key], root[key])
    if (root[key] !== undefined) whole.push([key])
  }
  if (Object.keys(next).length === 0) return { pipelines, whole }
  return {
    pipelines: pipelines.map((pipeline, index) =>
      index === 0 ? { ...pipeline, raw: [{ vendor, patch: next, origin }] } : pipeline,
    ),
    whole,
  }
}

function patchedWith(map: DataMap, patch: DataMap): DataMap {
  const entries = Object.entries(patch).map(([key, value]): readonly [string, Data] => {
    const from = map[key]
    return [key, isMap(value) && isMap(from) ? patchedWith(from, value) : value]
  })
  return Object.fromEntries(
    Object.entries({ ...map, ...Object.fromEntries(entries) }).filter(([, value]) => value !== null),
  )
}
