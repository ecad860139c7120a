import type { Report } from '../../src/diagnostics.ts'
import type { Yaml, YamlMap } from '../../src/document.ts'
import type { Job, Pipeline } from '../../src/ir.ts'
import { mergeRaw } from '../../src/lower/merge-raw.ts'
import { cellName } from '../../src/plan/cell-name.ts'
import { takeName } from '../../src/take-name.ts'
import { commandOf } from './command.ts'
import type { When } from './conditions/when.ts'
import type { Flavor } from './flavor.ts'
import { scriptPath } from './names.ts'
import { nameFilter } from './pattern.ts'
import type { Present } from './present.ts'
import { nameOf, nativeSteps } from './steps.ts'
import { id, title } from './title.ts'

/** What names the steps of the file, each in its own way. */
export interface Naming {
  readonly free: (wanted: string) => string
  /** The job by the name of its step. */
  readonly used: Map<string, string>
}

/** An empty set of names. */
export function naming(): Naming {
  const taken = new Set<string>()
  return {
    used: new Map(),
    free: (wanted) => takeName(wanted, taken, (number) => `${wanted} (${number})`),
  }
}

/** What the steps of one story have to know of each other. */
export interface Writing {
  readonly flavor: Flavor
  readonly pipeline: Pipeline
  readonly naming: Naming
  /** In front of the names, where a file holds several stories. */
  readonly prefix: string
  /** The service of a job in a cell. */
  readonly serviceOf: (job: Job, cell: Present['cells'][number]) => string
  readonly report: Report
}

/** The step of a job, or the group of its cells. A step after a failure has the service of the step that failed. */
export function writeJob({ job, cells }: Present, writing: Writing, afterFailure = false): YamlMap {
  const steps = cells.map((spot) => writeCell(job, spot, writing, afterFailure))
  const [only] = steps
  if (job.matrix === null && only !== undefined) return only
  const size = job.matrix?.failFast ? 1 : (job.matrix?.maxParallel ?? steps.length)
  const chunks: YamlMap[] = []
  for (let at = 0; at < steps.length; at += size) {
    const chunk = steps.slice(at, at + size)
    const [single] = chunk
    chunks.push(chunk.length === 1 && single !== undefined ? single : group('parallel', chunk))
  }
  const [first] = chunks
  const made = chunks.length === 1 && first !== undefined ? first : group('serial', chunks)
  return made.steps === undefined ? made : { name: writing.naming.free(`${writing.prefix}${groupName(job)}`), ...made }
}

/** The branches and tags that a step runs on, and those that it does not run on. */
export function filterOf({ names, excluded, words }: When): YamlMap {
  return {
    tag: words.tag ?? (names === null ? undefined : nameFilter(names)),
    exclude: words.exclude ?? (excluded.length === 0 ? undefined : nameFilter(excluded)),
  }
}

/** A group of steps. A filter that all of them have stands on the group. */
export function group(type: 'serial' | 'parallel' | 'manual', steps: readonly YamlMap[]): YamlMap {
  const [first] = steps
  const key = ({ tag, exclude }: YamlMap) => JSON.stringify([tag ?? '', exclude ?? ''])
  const shared = first !== undefined && steps.every((step) => key(step) === key(first)) ? first : {}
  const { tag, exclude } = shared as YamlMap
  const filtered = tag !== undefined || exclude !== undefined
  return {
    type,
    tag,
    exclude,
    steps: filtered
      ? steps.map((step) => ({ ...step, tag: undefined, exclude: undefined }))
      : (steps as readonly Yaml[]),
  }
}

function groupName(job: Job): string {
  const known = job.name.filter((part): part is string => typeof part === 'string').join('')
  return (
    known
      .replaceAll(/\s+/g, ' ')
      .replace(/[\s(]+[\s)]*$/, '')
      .trim() || job.id
  )
}

function writeCell(job: Job, spot: Present['cells'][number], writing: Writing, afterFailure: boolean): YamlMap {
  const { flavor, naming: names, pipeline } = writing
  const { before, after } = nativeSteps(job.steps, flavor.id)
  const label = stepName(job, spot)
  const name = names.free(
    `${writing.prefix}${label}${afterFailure && job.status === 'always' ? ' (after a failure)' : ''}`,
  )
  names.used.set(name, cellName(job.id, job.matrix === null ? null : spot.cell))
  const filter = filterOf(spot.when)
  const service = afterFailure ? undefined : writing.serviceOf(job, spot)
  const command = commandOf(job, scriptPath(flavor, pipeline, job, spot))
  if (before.length + after.length === 0) return patched({ name, ...filter, service, command }, job, writing.report)
  const script = { name: names.free(`${name}: script`), service, command }
  const all = job.steps.length === before.length + after.length
  return patched(
    {
      name,
      type: 'serial',
      ...filter,
      steps: [...before, ...(all ? [] : [script]), ...after].map((step) => step as YamlMap),
    },
    job,
    writing.report,
  )
}

function patched(step: YamlMap, job: Job, report: Report): YamlMap {
  return mergeRaw(step, job.raw, { id, title }, report)
}

function stepName(job: Job, { cell, suffix }: Present['cells'][number]): string {
  const name = nameOf(job.name, { cell }) || job.id
  const tells = job.name.some((part) => typeof part !== 'string' && part.ref === 'matrix')
  if (suffix === '' || tells || (job.matrix?.cells.length ?? 0) < 2) return name
  const values = Object.values(cell).filter((value) => value !== '')
  return `${name} (${values.join(', ')})`
}
