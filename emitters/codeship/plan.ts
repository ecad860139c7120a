import type { Job, Pipeline } from '../../src/ir.ts'
import { orderOf, precedes } from '../../src/lower/order.ts'
import { seriesParallel } from '../../src/lower/series-parallel.ts'
import { placeOf } from './containers.ts'
import { isGated } from './gates.ts'
import { type Added, ancestorsOf, waitsOf, why } from './order.ts'
import { canMeet, type Present, presentJobs, withoutJobs } from './present.ts'
import { emptyShelf } from './shelf.ts'
import { hangOn, jobsIn, type Node, nodeOf } from './tree.ts'

/** How the jobs of a story stand in the steps file. */
export interface Plan {
  readonly present: readonly Present[]
  /** The groups before anybody is asked; null: none. */
  readonly main: Node | null
  /** The groups that a person lets go on, each in builds of its own. */
  readonly manual: readonly { readonly gate: Job; readonly node: Node }[]
  readonly added: readonly Added[]
  /** Jobs that cannot stand in it, with the reason. */
  readonly refused: ReadonlyMap<string, string>
}

const plans = new WeakMap<Pipeline, Plan>()

/** Lays out the jobs of a story. */
export function planOf(pipeline: Pipeline): Plan {
  const known = plans.get(pipeline)
  if (known !== undefined) return known
  const made = makePlan(pipeline)
  plans.set(pipeline, made)
  return made
}

const gateWords = 'a build asks a person once, for its last group of steps'

function makePlan(pipeline: Pipeline): Plan {
  const all = presentJobs(pipeline)
  const refused = new Map<string, string>()
  const gates = all.filter(({ job }) => isGated(job))
  for (const [index, gate] of gates.entries()) {
    if (gate.cells.length > 1)
      refused.set(gate.job.id, `${gateWords}, and each cell would wait for one: write a job for each`)
    for (const other of gates.slice(0, index)) {
      if (canMeet(gate, other)) refused.set(gate.job.id, `${gateWords}, and '${other.job.id}' waits for one too`)
    }
  }
  const lost = all.find(({ job }) => job.environment !== null && !isBehind(job, pipeline) && handsOver(job))
  if (lost !== undefined) {
    for (const { job } of gates)
      refused.set(
        job.id,
        `after a person agreed, '${lost.job.id}' does not deploy again, and so hands nothing on: hand it on from a job without an environment`,
      )
  }
  for (const one of all) if (one.job.status !== 'success') checkLate(one, all, refused)
  const kept = withoutJobs(all, new Set(refused.keys()))
  const open = kept.filter(({ job }) => !refused.has(job.id))
  const later = new Set(open.filter(({ job }) => isBehind(job, pipeline)).map(({ job }) => job.id))
  const inTree = open.filter(({ job }) => job.status !== 'failure')
  const before = inTree.filter(({ job }) => !later.has(job.id))
  const { node, added } = layOut(
    before.map(({ job }) => job),
    pipeline,
  )
  let main = node
  for (const { job } of open.filter((one) => one.job.status !== 'success')) {
    const failing = new Set(
      [...ancestorsOf(job, pipeline.jobs)].filter((id) => inTree.some((one) => one.job.id === id)),
    )
    if (failing.size === 0 && job.status === 'always') continue
    const hung = main === null ? undefined : hangOn(main, failing, job.id)
    if (hung === undefined || failing.size === 0) refused.set(job.id, lateWords)
    else main = hung
  }
  if (main !== null) added.push(...rowsOf(main))
  const manual = open
    .filter(({ job }) => isGated(job))
    .flatMap(({ job: gate }) => {
      const behind = inTree.filter(({ job }) => job === gate || ancestorsOf(job, pipeline.jobs).has(gate.id))
      const laid = layOut(
        behind.map(({ job }) => job),
        pipeline,
      )
      added.push(...laid.added, ...gateWaits(gate, before, behind, pipeline))
      return laid.node === null ? [] : [{ gate, node: laid.node }]
    })
  return { present: kept, main: withoutRefused(main, refused), manual, added, refused }
}

const lateWords =
  'steps after a failure belong to one group of steps: let it need all jobs of a stage, or of a branch of the order, and nothing else'

function checkLate({ job, cells }: Present, all: readonly Present[], refused: Map<string, string>): void {
  const jobs = all.map((one) => one.job)
  const ancestors = ancestorsOf(job, jobs)
  const failing = all.filter((one) => ancestors.has(one.job.id))
  if (job.status === 'always' && failing.length === 0) return
  if (isGated(job)) {
    refused.set(job.id, 'nobody is asked after a failure: leave the approval out, or let it follow what succeeded')
  } else if (jobs.some((one) => !canFollow(one, job, ancestors))) {
    refused.set(
      job.id,
      'a job that needs it would run after a failure: let no job need it, or let that one need the jobs before it too',
    )
  } else if (failing.some((one) => isGated(one.job))) {
    refused.set(job.id, 'it would wait for a person: let it need jobs before the gate alone')
  } else if (failing.length === 0) refused.set(job.id, 'it has nothing to wait for')
  else {
    // https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps#_on_fail_steps
    const service = (one: Present) => one.cells.map((spot) => JSON.stringify(containerOf(one.job, spot)))
    const wanted = new Set(cells.map((spot) => JSON.stringify(containerOf(job, spot))))
    if (failing.flatMap(service).some((one) => !wanted.has(one)) || wanted.size > 1)
      refused.set(
        job.id,
        'a step after a failure runs in the service of the step that failed: give it the image, services and secrets of the jobs before it, or make it a step of each job',
      )
  }
}

// What waits for the same jobs is held by the same failures.
function canFollow({ needs, status }: Job, late: Job, ancestors: ReadonlySet<string>): boolean {
  const own = needs.find((need) => need.job === late.id)
  if (own === undefined) return true
  const runs = late.status === 'always' || own.by === 'stage' || own.optional
  return status === 'success' && runs && [...ancestors].every((id) => needs.some((need) => need.job === id))
}

function containerOf(job: Job, spot: Present['cells'][number]): unknown {
  const shelf = emptyShelf()
  placeOf(job, spot, { name: 'x', jobs: [{ ...job, id: 'x' }] as readonly Job[] } as Pipeline, shelf)
  return Object.values(shelf.write())
}

function handsOver({ outputs, artifacts }: Job): boolean {
  return outputs.length > 0 || artifacts.length > 0
}

// Several steps after the failure of one group follow each other.
function rowsOf(node: Node): readonly Added[] {
  const own = node.onFail.flatMap((job, index) =>
    node.onFail.slice(0, index).map((waitsFor) => ({ job, waitsFor, why: why.groups })),
  )
  const parts = 'job' in node ? [] : 'serial' in node ? node.serial : node.parallel
  return [...own, ...parts.flatMap(rowsOf)]
}

function isBehind(job: Job, pipeline: Pipeline): boolean {
  if (isGated(job)) return true
  const gates = pipeline.jobs.filter(isGated)
  if (gates.length === 0) return false
  const ancestors = ancestorsOf(job, pipeline.jobs)
  return gates.some((gate) => ancestors.has(gate.id))
}

function layOut(jobs: readonly Job[], pipeline: Pipeline): { readonly node: Node | null; readonly added: Added[] } {
  if (jobs.length === 0) return { node: null, added: [] }
  const { tree, added } = seriesParallel(
    jobs.map((job) => job.id),
    waitsOf(jobs, pipeline.jobs),
  )
  return { node: nodeOf(tree), added: added.map((wait) => ({ ...wait, why: why.groups })) }
}

function gateWaits(
  gate: Job,
  before: readonly Present[],
  behind: readonly Present[],
  pipeline: Pipeline,
): readonly Added[] {
  const own = behind.find(({ job }) => job === gate) as Present
  const order = orderOf(
    pipeline.jobs.map((job) => job.id),
    new Map(pipeline.jobs.map((job) => [job.id, job.needs.map((need) => need.job)])),
  )
  const numbers = new Map(pipeline.jobs.map((job, index) => [job.id, index]))
  return before
    .filter((one) => canMeet(one, own))
    .filter(({ job }) => !precedes(order, numbers.get(job.id) as number, numbers.get(gate.id) as number))
    .map(({ job }) => ({ job: gate.id, waitsFor: job.id, why: why.gate }))
}

// An always job that nothing can hang on is not written at all, where the story accepts that.
function withoutRefused(node: Node | null, refused: ReadonlyMap<string, string>): Node | null {
  if (node === null || jobsIn(node).every((job) => !refused.has(job))) return node
  if ('job' in node) return null
  const parts = ('serial' in node ? node.serial : node.parallel).flatMap((part) => withoutRefused(part, refused) ?? [])
  if (parts.length === 0) return null
  return 'serial' in node ? { ...node, serial: parts } : { ...node, parallel: parts }
}
