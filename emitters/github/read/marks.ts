import { tests } from '../../../src/condition/tests.ts'
import type { Condition, Job, Pipeline, RawPatch, VendorStep } from '../../../src/ir.ts'
import type { Path } from '../../../src/yaml/find.ts'
import type { ReadJob } from './job.ts'
import { mapOf } from './source.ts'

/** A part of a file that the pipeline holds as it stands. */
export interface Kept {
  readonly path: Path
  /** Whether the file says something there; else its silence is kept. */
  readonly said: boolean
}

/** The parts of a workflow that its pipeline holds as they stand, the deep ones first. */
export function keptParts(
  pipeline: Pipeline,
  jobs: ReadonlyMap<string, ReadJob>,
  has: (path: Path) => boolean,
): readonly Kept[] {
  const found: Kept[] = []
  const add = (path: Path): void => {
    found.push({ path, said: has(path) })
  }
  for (const patch of patchesOf(pipeline.raw)) {
    for (const [key, value] of Object.entries(patch)) {
      if ((key === 'on' || key === 'env' || key === 'jobs') && mapOf(value) !== undefined)
        for (const path of deep(value, key === 'on' ? 3 : 1)) add([key, ...path])
      else add([key])
    }
  }
  for (const { events } of pipeline.vendorTriggers) for (const event of Object.keys(events)) add(['on', event])
  for (const job of pipeline.jobs) {
    const read = jobs.get(job.id)
    if (read !== undefined) keptInJob(job, read, add)
  }
  return found
}

function keptInJob(job: Job, read: ReadJob, add: (path: Path) => void): void {
  const at = (...path: Path): Path => ['jobs', job.id, ...path]
  for (const patch of patchesOf(job.raw)) {
    for (const [key, value] of Object.entries(patch)) {
      if (deepKeys.has(key) && mapOf(value) !== undefined) for (const path of deep(value, 3)) add(at(key, ...path))
      else if (key !== 'steps') add(at(key))
    }
  }
  if (isTheirs(job.condition)) add(at('if'))
  for (const { index } of read.steps.before) add(at('steps', index))
  for (const [position, { index }] of read.steps.rest.entries()) {
    const step = job.steps[position]
    if (step === undefined) continue
    if (step.kind === 'vendor') keptInStep(step, at('steps', index), add)
    else {
      for (const patch of patchesOf(step.raw)) for (const key of Object.keys(patch)) add(at('steps', index, key))
      if (isTheirs(step.condition)) add(at('steps', index, 'if'))
    }
  }
}

function keptInStep(step: VendorStep, path: Path, add: (path: Path) => void): void {
  // A script says it for every other vendor.
  if (step.otherwise !== null) return
  add(path)
  for (const variant of Object.values(step.variants))
    if ('native' in variant) for (const key of Object.keys(variant.native)) add([...path, key])
}

// Keys of a job that the pipeline holds in part.
const deepKeys: ReadonlySet<string> = new Set(['env', 'strategy', 'permissions', 'outputs'])

function isTheirs(condition: Condition): boolean {
  return tests(condition).some((test) => test.test === 'vendor')
}

function patchesOf(raw: readonly RawPatch[]): readonly RawPatch['patch'][] {
  return raw.map(({ patch }) => patch)
}

// The paths of the keys of a patch, so many levels deep.
function deep(value: unknown, levels: number): readonly Path[] {
  const map = mapOf(value)
  if (map === undefined || levels === 0 || Object.keys(map).length === 0) return [[]]
  return Object.entries(map).flatMap(([key, entry]) => deep(entry, levels - 1).map((path) => [key, ...path]))
}
