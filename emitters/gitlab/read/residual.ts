import { allOf } from '../../../src/condition/build.ts'
import { plain } from '../../../src/document.ts'
import type { Condition, Pipeline, RawPatch } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { filled, patchOf } from '../../../src/read/patch.ts'
import { type Data, type DataMap, isTagged } from '../../../src/yaml/data.ts'
import { isMap, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { isOpen } from '../open.ts'
import { emit } from '../pipeline.ts'
import { bashGuard } from '../script.ts'
import { exportedNames, withoutExports } from './exported.ts'
import { groups, normalJob, normalVariables } from './normal.ts'
import { type ReadPipeline, usual } from './pipeline.ts'
import { global, type Resolved, type ResolvedJob } from './resolve.ts'
import { type ReadRules, readRules } from './rules.ts'
import { linesOf } from './script.ts'
import { signatureOf } from './worlds.ts'

/** What a raw patch says, by key. */
export type Patch = Readonly<Record<string, unknown>>

/** A pipeline with patches for all in which its file would differ, and the keys that are patched, by job. */
export interface Patched {
  readonly pipeline: Pipeline
  readonly raw: ReadonlyMap<string, Patch>
  readonly top: Patch
  /** Jobs that need an image with bash, which their file did not ask for. */
  readonly guarded: ReadonlySet<string>
}

/** What the writer makes of a pipeline, as data; undefined where it makes nothing of it. */
export function written(pipeline: Pipeline): DataMap | undefined {
  const [document] = emit([pipeline], () => {})
  return document?.kind === 'yaml' ? (plain(document.documents.at(-1)) as DataMap) : undefined
}

// The keys of a job that starts another pipeline: https://docs.gitlab.com/ci/yaml/#trigger
const bridgeKeys: ReadonlySet<string> = new Set(['stage', 'rules', 'needs', 'when', 'allow_failure', 'parallel'])

const generated: ReadonlySet<string> = new Set(['workflow', 'stages', 'variables', 'include'])

/** Patches a pipeline until the file that it yields says what the file said that it was read from. */
export function withResidual(
  read: ReadPipeline,
  { top, usual: inherited }: Resolved,
  at: (path: readonly string[]) => Origin,
): Patched {
  const output = written(read.pipeline)
  if (output === undefined) return { pipeline: read.pipeline, raw: new Map(), top: {}, guarded: new Set() }
  const patch: Record<string, unknown> = {}
  // What is included takes over what the file says for all jobs.
  const isShared = top.include !== undefined
  for (const key of isShared ? [...generated, 'default', ...global] : generated) {
    const wanted = key === 'stages' ? stagesOf(read, top) : top[key]
    if (!sameTop(key, output[key], wanted, top))
      patch[key] = key === 'variables' ? variablesPatch(output[key], wanted) : patchOf(output[key], wanted)
  }
  const exportedForAll = exportedNames(read.pipeline.env, mapOf(top.variables), mapOf(output.variables))
  const raw = new Map<string, Patch>()
  const guarded = new Set<string>()
  const jobs = read.jobs.map(({ job, resolved, around, rules }) => {
    const ours = mapOf(output[resolved.name] ?? output[job.id])
    const get = (key: string): Data | undefined => resolved.parts.get(key)?.value
    // https://docs.gitlab.com/ci/yaml/#inheritdefault
    const takes = get('trigger') === undefined && get('inherit') === undefined
    const usually = !takes
      ? {}
      : isShared
        ? Object.fromEntries([...inherited].map(([key, { value }]) => [key, value]))
        : mapOf(output.default)
    // The commands before all scripts stand in the scripts themselves.
    const repeats = usually.before_script !== undefined
    const exported = new Set([
      ...exportedForAll.filter((name) => !job.env.some((entry) => entry.name === name)),
      ...exportedNames(job.env, mapOf(get('variables')), mapOf(ours.variables)),
    ])
    const found = (key: string): Data | undefined => {
      if (key === 'script' || key === 'after_script') return withoutExports(ours[key] ?? usually[key], exported)
      return Object.hasOwn(ours, key) ? ours[key] : key === 'before_script' ? undefined : usually[key]
    }
    const one = normalJob(get, [...resolved.parts.keys()], around)
    const other = normalJob(found, Object.keys({ ...usually, ...ours }), around)
    const differing = [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key))
    const same = sameRules(rules, readRules(found, read), read.admitted)
    const all = [...new Set([...(same ? [] : ['rules']), ...differing, ...referring(resolved)])]
    const made: Record<string, unknown> = {}
    for (const key of all) {
      for (const part of (Object.hasOwn(groups, key) ? groups[key] : undefined) ?? [key]) {
        const [from, to] = [found(part), part === 'stage' ? (get(part) ?? 'test') : get(part)]
        if (from === undefined && to === undefined) continue
        made[part] =
          part === 'variables' && !isTagged(to)
            ? variablesPatch(from, to)
            : partsPatch(from, to, [one.get(part), other.get(part)])
      }
    }
    if (isOpen(read.pipeline) && hasNoEntry(get('image')) && !('image' in made)) made.image = { entrypoint: [''] }
    if (repeats && made.before_script == null) made.before_script = []
    // A job that starts another pipeline takes few keys.
    if (get('trigger') !== undefined)
      for (const key of Object.keys(ours)) if (get(key) === undefined && !bridgeKeys.has(key)) made[key] = null
    if (resolved.missing.length > 0) made.extends = resolved.missing
    // What another file says of the job counts, also of its stage; a job without steps needs a patch that fills it.
    if (job.steps.length === 0 && get('trigger') === undefined) {
      if (get('stage') === undefined) made.stage = null
      else if (Object.keys(made).length === 0) made.stage = get('stage')
    }
    raw.set(resolved.name, made)
    if (!('script' in made) && linesOf(ours.script)[0] === bashGuard) guarded.add(resolved.name)
    return Object.keys(made).length === 0
      ? job
      : { ...job, raw: [{ vendor: 'gitlab', patch: made, origin: job.origin } satisfies RawPatch] }
  })
  const pipelineRaw: readonly RawPatch[] =
    Object.keys(patch).length === 0 ? [] : [{ vendor: 'gitlab', patch, origin: at([]) }]
  return { pipeline: { ...read.pipeline, jobs, raw: pipelineRaw }, raw, top: patch, guarded }
}

// Whether an image is to start with none of its own: that is compared with what starts in any.
function hasNoEntry(image: Data | undefined): boolean {
  const { entrypoint } = mapOf(image)
  return entrypoint !== undefined && textsOf(entrypoint).join('') === ''
}

// What leads to a file that is not here has no normal form.
function referring({ parts }: ResolvedJob): readonly string[] {
  const keys = [...parts].flatMap(([key, { value }]) => (key !== 'extends' && hasTag(value) ? [key] : []))
  return keys.map((key) => Object.entries(groups).find(([, members]) => members.includes(key))?.[0] ?? key)
}

function hasTag(value: Data): boolean {
  if (isTagged(value)) return true
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(hasTag)
}

function sameRules(one: ReadRules, other: ReadRules, admitted: Condition): boolean {
  return (
    one.trouble.length === 0 &&
    one.status === other.status &&
    one.manual === other.manual &&
    one.allowFailure === other.allowFailure &&
    signatureOf(allOf([one.condition, admitted])) === signatureOf(allOf([other.condition, admitted]))
  )
}

// A file that others include may leave the stages of its jobs to them, and those that it includes may have some.
function stagesOf({ jobs }: ReadPipeline, top: DataMap): Data | undefined {
  if (top.stages !== undefined || top.types !== undefined) return top.stages ?? top.types
  if (top.include !== undefined) return undefined
  const asked = new Set(jobs.map(({ resolved }) => textOf(resolved.parts.get('stage')?.value) ?? 'test'))
  return [...asked].every((stage) => usual.includes(stage))
    ? undefined
    : [...asked].filter((stage) => !around.has(stage))
}

const around: ReadonlySet<string> = new Set(['.pre', '.post'])

function sameTop(key: string, ours: Data | undefined, theirs: Data | undefined, top: DataMap): boolean {
  // What no job is in means nothing, where no other file has jobs for it.
  if (key === 'stages' && top.include === undefined) {
    const used = textsOf(ours ?? null)
    return (
      used.every((stage) => !around.has(stage)) &&
      used.join('\n') ===
        textsOf(theirs ?? [...usual])
          .filter((stage) => used.includes(stage))
          .join('\n')
    )
  }
  if (key === 'variables')
    return JSON.stringify(normalVariables(mapOf(ours))) === JSON.stringify(normalVariables(mapOf(theirs)))
  return JSON.stringify(ours ?? null) === JSON.stringify(theirs ?? null)
}

// Of a mapping, the entries that say something else than ours, going by the normal forms of both.
function partsPatch(from: Data | undefined, to: Data | undefined, normal: readonly (string | undefined)[]): unknown {
  const [one, other] = normal.map((text) => JSON.parse(text ?? 'null') as Data)
  if (!isMap(from) || !isMap(to) || !isMap(one) || !isMap(other)) return patchOf(from, to)
  const isSame = (key: string): boolean => JSON.stringify(one[key]) === JSON.stringify(other[key])
  return patchOf(without(from, isSame), without(to, isSame))
}

function without(map: DataMap, isGone: (key: string) => boolean): DataMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !isGone(key)))
}

// Values of variables are texts or mappings, and one never merges into the other.
function variablesPatch(from: Data | undefined, to: Data | undefined): unknown {
  const [ours, theirs] = [mapOf(from), mapOf(to)]
  const [one, other] = [normalVariables(ours), normalVariables(theirs)]
  const patch: Record<string, unknown> = {}
  for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)]))
    if (JSON.stringify(one[name]) !== JSON.stringify(other[name]) || hasTag(theirs[name] ?? null))
      patch[name] = theirs[name] === undefined ? null : filled(theirs[name] ?? '')
  return patch
}
