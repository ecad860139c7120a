import type { Job, RawPatch } from '../../src/ir.ts'
import type { Scene } from './scene.ts'
import type { GithubJob, GithubStep, GithubWorkflow } from './schema.ts'

/** A step with the patches of the story. */
export function patchStep(step: GithubStep, patches: readonly RawPatch[], scene: Scene): GithubStep {
  return patched(step, patches, scene)
}

/** A job with the patches of the story. */
export function patchJob(written: GithubJob, job: Job, scene: Scene): GithubJob {
  return patched(written, job.raw, scene)
}

/** A workflow with the patches of the story. */
export function patchWorkflow(workflow: GithubWorkflow, scene: Scene): GithubWorkflow {
  return patched(workflow, scene.pipeline.raw, scene)
}

function patched<T extends object>(node: T, patches: readonly RawPatch[], scene: Scene): T {
  if (patches.length === 0) return node
  return patches
    .filter((raw) => raw.vendor === 'github')
    .reduce((made, raw) => merge(made, raw.patch, [], (address) => lost(address, raw, scene)) as T, node)
}

type Lost = (address: readonly string[]) => void

// Maps merge key by key, a list by the numbers of its items; all else replaces. `null` takes a key out.
function merge(node: unknown, patch: unknown, address: readonly string[], lost: Lost): unknown {
  if (!isMap(patch)) return patch
  const long = longForms[address[address.length - 1] ?? '']
  if (Array.isArray(node) && long === undefined) return mergeList(node, patch, address, lost)
  if (node !== undefined && node !== null && !isMap(node) && !Array.isArray(node) && long === undefined) {
    // A short form has none of the keys.
    lost(address)
    return node
  }
  const made: Record<string, unknown> =
    isMap(node) || node === undefined || node === null ? { ...(node as object) } : { [long ?? '']: node }
  for (const [key, value] of Object.entries(patch)) {
    const at = [...address, key]
    if (value === undefined) continue
    if (value === null) {
      if (key in made) delete made[key]
      else lost(at)
    } else if (isPartOfNoJob(address, key, value, made)) lost(at)
    else made[key] = merge(made[key], value, at, lost)
  }
  return made
}

// The key that a short form is the value of.
const longForms: Readonly<Record<string, string>> = {
  container: 'image',
  environment: 'name',
  concurrency: 'group',
  'runs-on': 'labels',
}

function mergeList(
  items: readonly unknown[],
  patch: Readonly<Record<string, unknown>>,
  address: readonly string[],
  lost: Lost,
): unknown {
  const made = [...items]
  const gone = new Set<number>()
  for (const [key, value] of Object.entries(patch)) {
    if (key === 'before' && Array.isArray(value)) continue
    const index = Number(key)
    if (!(Number.isInteger(index) && index >= 0 && index < items.length)) lost([...address, key])
    else if (value === null) gone.add(index)
    else made[index] = merge(made[index], value, [...address, key], lost)
  }
  const before = Array.isArray(patch.before) ? (patch.before as readonly unknown[]) : []
  return [...before, ...made.filter((_, index) => !gone.has(index))]
}

// A whole job can be added; what changes a job that is gone cannot.
function isPartOfNoJob(
  address: readonly string[],
  key: string,
  value: unknown,
  made: Readonly<Record<string, unknown>>,
): boolean {
  if (address.length !== 1 || address[0] !== 'jobs' || key in made || !isMap(value)) return false
  return !('runs-on' in value) && !('uses' in value)
}

function lost(address: readonly string[], raw: RawPatch, { report }: Scene): void {
  report('raw-address', raw.origin, { vendor: 'GitHub', address: address.join('.') })
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
