import type { OpenDocument } from '../../../../src/read/open.ts'
import { caseless, takeName } from '../../../../src/take-name.ts'
import type { DataMap } from '../../../../src/yaml/data.ts'
import { readMatrix } from '../matrix.ts'
import { listOf, mapOf, wordOf } from '../source.ts'
import { type Library, localPath } from './action.ts'
import { calledOf, ownJobs } from './called.ts'
import { type CalledJobs, callJobs } from './called-jobs.ts'
import { tooMany, withoutCalls } from './calls.ts'
import { behindSoft, type Waiting, waitFor, whyNot } from './dependents.ts'
import type { IsText } from './filling.ts'
import { type Place, type Places, placeAll, placed } from './places.ts'

/** A workflow whose calls of the project's own files are worked in. */
export interface Inlined {
  readonly data: DataMap
  readonly places: Places
}

/** What became of calls. */
export interface Account {
  readonly library: Library
  /** Says that a file took the place of a call. */
  readonly use: (path: string) => void
  /** Says why a call stays as it is. */
  readonly keep: (place: Place, path: string, why: string) => void
  /** Tells that a step runs after more failures than it did. */
  readonly loosen: (place: Place) => void
  /** Whether the vendor is left. */
  readonly isLeaving: boolean
  /** Whether yet another call can be worked in: a few files that call each other stand for more than anybody reads. */
  readonly mayCall: () => boolean
  /** What is known of jobs that run though one before them was skipped; it grows. */
  readonly soft: Waiting['soft']
}

// https://docs.github.com/actions/reference/workflows-and-actions/reusing-workflow-configurations#limitations-of-reusable-workflows
const deepest = 10

/** Works the workflows and actions of the project into a workflow that calls them. */
export function inlineWorkflow(document: OpenDocument, account: Account): Inlined {
  const places: Places = new WeakMap()
  const data = mapOf(document.root.data) ?? {}
  const start: Place = { document, path: [] }
  placeAll(data.jobs, { document, path: ['jobs'] }, places)
  const called = withCalled(data, start, places, account, [document.file])
  const jobs = Object.fromEntries(
    Object.entries(mapOf(called.jobs) ?? {}).map(([id, job]) => {
      const map = mapOf(job)
      return [id, map === undefined ? job : withActions(map, called, places, account)]
    }),
  )
  const whole = placed({ ...called, jobs }, start, places)
  return { data: placed(whole, start, places), places }
}

// `inside`: the files of the workflows that lead here.
function withCalled(data: DataMap, place: Place, places: Places, account: Account, inside: readonly string[]): DataMap {
  const jobs = new Map(Object.entries(mapOf(data.jobs) ?? {}).map(([id, job]) => [id, mapOf(job) ?? {}]))
  const made = new Map<string, CalledJobs>()
  const nameFor = namer(jobs.keys())
  for (const [id, job] of jobs) {
    const path = localPath(job.uses)
    if (path === undefined) continue
    const called = calledBy(path, { inside, places, account })
    const scene = { isText: isTextIn(job), places, nameFor }
    const result = typeof called === 'string' ? called : callJobs({ id, job, called, rights: data.permissions }, scene)
    const why = typeof result === 'string' ? result : whyNone(id, result, jobs, { places, soft: account.soft })
    if (why !== undefined || typeof result === 'string') {
      account.keep({ document: place.document, path: [...place.path, 'jobs', id] }, path, why ?? '')
      continue
    }
    account.use(path)
    made.set(id, result)
  }
  if (made.size === 0) return data
  // What the workflow says for all its jobs is not for those of others.
  const { env: _, defaults: __, ...rest } = data
  const own = ownJobs({ ...rest, ...pushed(data), jobs: data.jobs ?? {} })
  const all = [...jobs].flatMap(([id, job]): (readonly [string, DataMap])[] => {
    const called = made.get(id)
    if (called !== undefined) return Object.entries(called.jobs)
    return [[id, placed(withoutRights(own[id] ?? job, job), places.get(job), places)]]
  })
  const waiting = { places, soft: account.soft }
  const waited = new Map(all.map(([id, job]) => [id, waitFor(job, made, waiting)]))
  return { ...rest, jobs: Object.fromEntries(behindSoft(waited, waiting)) }
}

function pushed(data: DataMap): DataMap {
  return {
    ...(data.env === undefined ? {} : { env: data.env }),
    ...(data.defaults === undefined ? {} : { defaults: data.defaults }),
  }
}

// The rights of the workflow go on standing at its top.
function withoutRights(whole: DataMap, job: DataMap): DataMap {
  const { permissions: _, ...rest } = whole
  return job.permissions === undefined ? rest : { ...rest, permissions: job.permissions }
}

function whyNone(
  id: string,
  made: CalledJobs,
  jobs: ReadonlyMap<string, DataMap>,
  waiting: Waiting,
): string | undefined {
  const unfair = Object.keys(made.jobs).find((name) => !/^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(name))
  if (unfair !== undefined) return `no job of a story can be called ${unfair}`
  return whyNot(id, made, jobs, waiting)
}

interface Calling {
  readonly inside: readonly string[]
  readonly places: Places
  readonly account: Account
}

function calledBy(
  path: string,
  { inside, places, account }: Calling,
): Parameters<typeof callJobs>[0]['called'] | string {
  const document = account.library.get(path)
  const data = mapOf(document?.root.data)
  const call = data === undefined ? undefined : calledOf(data)
  if (document === undefined || data === undefined) return 'its file is not here'
  if (call === undefined) return 'its file says nothing of calls'
  if (inside.includes(path)) return 'it calls itself'
  if (inside.length >= deepest) return `it stands in ${deepest} others`
  if (!account.mayCall()) return tooMany
  const copy = structuredClone(data.jobs) ?? {}
  placeAll(copy, { document, path: ['jobs'] }, places)
  const whole = withCalled({ ...data, jobs: copy }, { document, path: [] }, places, account, [...inside, path])
  const jobs = ownJobs(whole)
  // What is said of a workflow of one job can be said of the job.
  const [only, ...more] = Object.values(jobs)
  const isOne = more.length === 0 && only?.strategy === undefined && only?.concurrency === undefined
  const limits = isOne && data.concurrency !== undefined ? { concurrency: data.concurrency } : {}
  const placedJobs = Object.entries(jobs).map(([id, job]) => {
    const own = mapOf(mapOf(whole.jobs)?.[id])
    return [id, placed({ ...job, ...limits }, own && places.get(own), places)] as const
  })
  return {
    document,
    inputs: mapOf(call.inputs) ?? {},
    outputs: mapOf(call.outputs) ?? {},
    concurrency: isOne ? undefined : data.concurrency,
    jobs: Object.fromEntries(placedJobs),
  }
}

function withActions(job: DataMap, workflow: DataMap, places: Places, account: Account): DataMap {
  if (!Array.isArray(job.steps)) return job
  const list = listOf(job.steps).map((step) => mapOf(step) ?? {})
  const { steps: _, ...around } = job
  const folder = [job, workflow].map((one) => mapOf(mapOf(one.defaults)?.run)?.['working-directory'])
  const made = withoutCalls(
    { steps: list, around },
    {
      isText: isTextIn(job),
      places,
      library: account.library,
      nameFor: namer(list.flatMap(({ id }) => wordOf(id) ?? [])),
      isElsewhere: folder.some((one) => one !== undefined),
      isLeaving: account.isLeaving,
      mayCall: account.mayCall,
      use: account.use,
      keep: (step, path, why) => {
        const place = places.get(step)
        if (place !== undefined) account.keep(place, path, why)
      },
    },
  )
  for (const place of made.loose) account.loosen(place)
  const steps = placed(made.steps, places.get(job.steps as object), places)
  return placed({ ...made.around, steps }, places.get(job), places)
}

// Gives out names that no other job or step has.
function namer(there: Iterable<string>): (wanted: string) => string {
  const taken = caseless()
  for (const name of there) taken.add(name)
  return (wanted) => takeName(wanted.replaceAll(/[^\w-]+/g, '-').replace(/^[^A-Za-z]+/, ''), taken)
}

function isTextIn(job: DataMap): IsText {
  const cells = readMatrix(mapOf(job.strategy))?.cells
  return ([context, name, ...more]) =>
    context === 'matrix' && more.length === 0 && (cells?.every((cell) => typeof cell[name ?? ''] === 'string') ?? false)
}
