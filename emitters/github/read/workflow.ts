import { type Job, type Pipeline, pipelineVersion, type Stage } from '../../../src/ir.ts'
import { titleOf } from '../../../src/title.ts'
import { theirEnv } from './env.ts'
import { type ReadJob, readJob } from './job.ts'
import { jobsOf } from './normalise.ts'
import { outputsOf, overview, overviewOf } from './overview.ts'
import { readPermissions } from './permissions.ts'
import { runnersOf } from './runners.ts'
import { type Source, wordOf } from './source.ts'
import { readSuperseded } from './superseded.ts'
import { readVendorTriggers } from './triggers.ts'

/** A workflow as a pipeline, before what has no concept is kept by hand; and its jobs as they were read. */
export interface ReadWorkflow {
  readonly pipeline: Pipeline
  readonly jobs: ReadonlyMap<string, ReadJob>
}

/** Reads a workflow. */
export function readWorkflow(source: Source, story: string): ReadWorkflow {
  const { data, at } = source
  const jobs = readJobs(source)
  const whole = overviewOf(source)
  const stages = stagesOf(withOrder([...jobs.values()].map(({ job }) => job)), source)
  const name = storyName(source)
  const others = jobsOf(source).filter(([id]) => !jobs.has(id))
  const byHand = {
    ...theirEnv(
      data.env,
      [...whole.env, ...whole.moved].map((entry) => entry.name),
    ),
    ...(others.length === 0 ? {} : { jobs: Object.fromEntries(others) }),
  }
  return {
    jobs,
    pipeline: {
      version: pipelineVersion,
      name,
      title: titleOf(wordOf(data.name), name),
      source: story,
      targets: ['github'],
      triggers: whole.known.triggers,
      vendorTriggers: readVendorTriggers(source),
      stages: stages.stages,
      jobs: stages.jobs,
      env: whole.env,
      permissions:
        data.permissions === undefined ? 'settings' : (readPermissions(data.permissions) ?? { contents: 'read' }),
      cancelSuperseded: readSuperseded(data.concurrency, whole.known.kinds.has('pullRequest')),
      defaultBranch: 'main',
      runners: runnersOf([...jobs.values()], source.leaving === true),
      raw: Object.keys(byHand).length === 0 ? [] : [{ vendor: 'github', patch: byHand, origin: at(['env']) }],
      accepted: [],
      origin: at([]),
    },
  }
}

function readJobs(source: Source): ReadonlyMap<string, ReadJob> {
  const entries = jobsOf(source).filter(([id]) => isFairId(id))
  let outputs = outputsOf(source.data)
  for (let whole = overviewOf(source); ; whole = overview(source, outputs)) {
    const read = new Map(
      entries.map(([id, data]) => {
        const found = readJob(id, data, whole.known, whole.env, source)
        const own = new Set(found.job.env.map((entry) => entry.name))
        const moved = whole.moved.filter((entry) => !own.has(entry.name) && data.uses === undefined)
        return [id, { ...found, job: { ...found.job, env: [...moved, ...found.job.env] } }] as const
      }),
    )
    const kept = new Map([...read].map(([id, job]) => [id, job.outputs]))
    const same = [...outputs].every(([id, names]) => names.size === (kept.get(id)?.size ?? 0))
    if (same) return read
    // What one job cannot leave, another one cannot use: fewer outputs each time.
    outputs = new Map(
      [...outputs].map(([id, names]) => [id, new Set([...names].filter((name) => kept.get(id)?.has(name)))]),
    )
  }
}

// Names that a story can give; two that differ in case alone are one to some vendors.
function isFairId(id: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(id)
}

// Needs that lead to no job of the pipeline, or in a circle, are none.
function withOrder(jobs: readonly Job[]): readonly Job[] {
  const known = new Map(jobs.map((job) => [job.id, job]))
  const state = new Map<string, 'open' | 'done'>()
  const kept = new Map<string, Job['needs']>()
  const visit = (job: Job): void => {
    state.set(job.id, 'open')
    kept.set(
      job.id,
      job.needs.filter((need) => {
        const other = known.get(need.job)
        if (other === undefined || state.get(other.id) === 'open') return false
        if (state.get(other.id) === undefined) visit(other)
        return true
      }),
    )
    state.set(job.id, 'done')
  }
  for (const job of jobs) if (state.get(job.id) === undefined) visit(job)
  return jobs.map((job) => ({ ...job, needs: kept.get(job.id) ?? [] }))
}

/** The name of the story: that of the file, so that the same file is written again. */
export function storyName({ path, data }: Source): string {
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '')
  const own = wordOf(data.name) ?? ''
  if (isName(own) && slug(own) === file.toLowerCase()) return own
  const plain = file.replaceAll(/[^\w.-]+/g, '-').replace(/^[^A-Za-z]+/, '')
  return isName(plain) ? plain : 'workflow'
}

function isName(name: string): boolean {
  return /^[A-Za-z][\w.-]*( [\w.-]+)*$/.test(name) && name.length <= 100
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-')
}

// One stage for each depth, where the file has its jobs in such an order; else one for all.
function stagesOf(
  jobs: readonly Job[],
  { at }: Source,
): { readonly stages: readonly Stage[]; readonly jobs: readonly Job[] } {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const depths = new Map<string, number>()
  const depthOf = (id: string, seen: readonly string[]): number => {
    const known = depths.get(id)
    if (known !== undefined) return known
    if (seen.includes(id)) return 0
    const depth = Math.max(
      0,
      ...(byId.get(id)?.needs ?? [])
        .filter(({ job }) => byId.has(job))
        .map(({ job }) => depthOf(job, [...seen, id]) + 1),
    )
    depths.set(id, depth)
    return depth
  }
  const order = jobs.map((job) => depthOf(job.id, []))
  const isSorted = order.every((depth, index) => index === 0 || depth >= (order[index - 1] ?? 0))
  const origin = at(['jobs'])
  const names = isSorted
    ? [...new Set(order)].map((depth) =>
        nameOfStage(
          jobs.filter((_, index) => order[index] === depth),
          depth,
        ),
      )
    : ['jobs']
  const unique = names.map((name, index) => (names.indexOf(name) === index ? name : `${name}-${index + 1}`))
  return {
    stages: unique.map((name) => ({ name, origin })),
    jobs: jobs.map((job, index) => ({ ...job, stage: (isSorted ? unique[order[index] ?? 0] : unique[0]) ?? 'jobs' })),
  }
}

function nameOfStage(jobs: readonly Job[], depth: number): string {
  const [only, ...more] = jobs
  if (only !== undefined && more.length === 0) return only.id
  return depth === 0 ? 'jobs' : `stage-${depth + 1}`
}
