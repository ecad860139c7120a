import type { DataMap } from '../../../src/yaml/data.ts'
import { actionOf } from './action.ts'
import { readDownload, readUpload, rootsOf } from './actions/artifacts.ts'
import { askedSteps } from './references.ts'
import { listOf, mapOf, wordOf, wordsOf } from './source.ts'

/** The artifacts of a workflow that a story can say: by name, the job that keeps each. */
export type ArtifactPlan = ReadonlyMap<string, string>

interface Found {
  readonly job: string
  readonly name: string | undefined
  readonly fair: boolean
}

const known = new WeakMap<DataMap, ArtifactPlan>()

/** Finds the artifacts that are kept at the end of one job and put back in place at the beginning of others. */
export function planArtifacts(workflow: DataMap): ArtifactPlan {
  const made = known.get(workflow) ?? plan(workflow)
  known.set(workflow, made)
  return made
}

function plan(workflow: DataMap): ArtifactPlan {
  const jobs = Object.entries(mapOf(workflow.jobs) ?? {}).map(([id, job]) => [id, mapOf(job) ?? {}] as const)
  const uploads = jobs.flatMap(([id, job]) => uploadsOf(id, job))
  const found = new Map<string, string>()
  const roots = new Map<string, readonly string[]>()
  for (const upload of uploads) {
    if (upload.name === undefined || !upload.fair) continue
    if (uploads.some((other) => other !== upload && other.name?.toLowerCase() === upload.name?.toLowerCase())) continue
    found.set(upload.name, upload.job)
    roots.set(upload.name, upload.roots)
  }
  const downloads = jobs.flatMap(([id, job]) => downloadsOf(id, job, found, roots))
  // A step that takes several, or one whose name is not known, may take any of them.
  if (downloads.some(({ name }) => name === undefined)) return new Map()
  for (const { name, fair } of downloads) if (!fair && name !== undefined) found.delete(name)
  // Who needs a job for its artifacts gets all of them.
  for (const [id] of jobs) {
    const mine = new Set(downloads.filter(({ job }) => job === id).map(({ name }) => name))
    for (const owner of new Set(found.values())) {
      const kept = [...found].filter(([, job]) => job === owner).map(([name]) => name)
      const taken = kept.filter((name) => mine.has(name))
      if (taken.length > 0 && taken.length < kept.length) for (const name of kept) found.delete(name)
    }
  }
  return found
}

function uploadsOf(id: string, job: DataMap): readonly (Found & { readonly roots: readonly string[] })[] {
  const steps = listOf(job.steps).map((step) => mapOf(step) ?? {})
  if (!steps.some((step) => actionOf(step)?.action === 'actions/upload-artifact')) return []
  const asked = askedOf(job)
  const last = steps.findLastIndex((step) => readUpload(step, asked) === undefined)
  return steps.flatMap((step, index) => {
    const call = actionOf(step)
    if (call?.action !== 'actions/upload-artifact') return []
    const upload = readUpload(step, asked)
    const fair = upload !== undefined && index > last && mapOf(job.strategy) === undefined
    const name =
      upload?.name ?? (wordOf(call.with.name)?.includes('${{') ? undefined : (wordOf(call.with.name) ?? 'artifact'))
    return [{ job: id, name, fair, roots: upload === undefined ? [] : rootsOf(upload) }]
  })
}

function downloadsOf(
  id: string,
  job: DataMap,
  plan: ArtifactPlan,
  roots: ReadonlyMap<string, readonly string[]>,
): readonly Found[] {
  const steps = listOf(job.steps).map((step) => mapOf(step) ?? {})
  if (!steps.some((step) => actionOf(step)?.action === 'actions/download-artifact')) return []
  const asked = askedOf(job)
  const needs = wordsOf(job.needs) ?? []
  const first = steps.findIndex((step) => step.run !== undefined && step.name !== 'Compare names with regard to case')
  return steps.flatMap((step, index): readonly Found[] => {
    const call = actionOf(step)
    if (call?.action !== 'actions/download-artifact') return []
    const name = call.with.name
    const found = readDownload(step, asked)
    if (found === undefined)
      return [{ job: id, name: typeof name === 'string' && !name.includes('${{') ? name : undefined, fair: false }]
    const owner = plan.get(found.name)
    const fair =
      owner !== undefined &&
      needs.includes(owner) &&
      (first < 0 || index < first) &&
      roots.get(found.name)?.includes(found.folder) === true
    return [{ job: id, name: found.name, fair }]
  })
}

function askedOf(job: DataMap): ReadonlySet<string> {
  const { within, outside } = askedSteps(job)
  return new Set([...within, ...outside])
}
