import type { Job } from '../ir.ts'
import { cellName } from './cell-name.ts'
import type { Difference } from './difference.ts'
import { isRun, type Mirror, stands } from './mirror.ts'
import type { Fate, Plan, PlannedJob } from './plan.ts'

/** What a vendor's plan is held against. */
export interface Meant {
  /** The jobs of the story. */
  readonly jobs: readonly Job[]
  /** The same with the waits that they may have beside. */
  readonly waiting: readonly Job[]
  readonly plan: Plan
  /** What becomes of it when all gates open: a job that does not run then either may be given up before. */
  readonly opened: Plan
  /** What becomes of it without the further waits, which not all runs of a job need have. */
  readonly loose: Plan
}

/** Every point in which the vendor's plan is another than the one meant. */
export function differencesOf(meant: Meant, whole: Mirror): readonly Difference[] {
  const { jobs, plan } = meant
  // The files may hold the jobs of other stories too.
  const ids = new Set(jobs.map(({ id }) => id))
  const mirror = new Map([...whole].filter(([run]) => ids.has(jobOf(run))))
  const known = new Set(plan.jobs.flatMap(({ job, cell }) => [job, cellName(job, cell)]))
  const strays = [...mirror]
    .filter(([run, { fate }]) => !known.has(run) && stands(fate))
    .map(([run, { fate }]): Difference => {
      return { run, job: jobOf(run), about: 'fate', meant: plan.starts ? 'absent' : 'no run', found: fate }
    })
  return [...plan.jobs.flatMap((_, index) => differencesAt(index, meant, mirror)), ...strays]
}

function differencesAt(index: number, meant: Meant, mirror: Mirror): readonly Difference[] {
  const { plan, opened, loose } = meant
  const planned = plan.jobs[index] as PlannedJob
  const { job } = planned
  const run = cellName(job, planned.cell)
  const found = mirror.get(run) ?? mirror.get(job)
  const list: Difference[] = []
  const add = (about: Difference['about'], one: string, other: string): void => {
    if (one !== other) list.push({ run, job, about, meant: one, found: other })
  }
  const fate = found?.fate ?? 'skipped'
  const lost = planned.fate === 'waiting' && !stands(opened.jobs[index]?.fate ?? 'waiting')
  const apart = loose.jobs.find((one) => one.job === job && one.cell === planned.cell) ?? planned
  const allowed = [planned, apart].some((one) => isSame(one.fate, fate, one, meant, mirror))
  if (!allowed && !(lost && !stands(fate))) add('fate', planned.fate, found?.fate ?? 'absent')
  if (lost || found === undefined || !stands(planned.fate) || !stands(fate)) return list
  add('gate', sayGate(planned.gate), sayGate(found.gate))
  if (!isSameName(planned.environment, found.environment))
    add('environment', planned.environment ?? 'none', found.environment ?? 'none')
  const started = new Set(plan.jobs.filter((one) => isRun(one.fate)).map((one) => one.job))
  const waits = (all: Iterable<string>): ReadonlySet<string> =>
    new Set([...all].filter((other) => started.has(other) && other !== job))
  const [least, most, own] = [
    waits(ancestorsIn(meant.jobs).get(job) ?? []),
    waits(ancestorsIn(meant.waiting).get(job) ?? []),
    waits(found.waits),
  ]
  if (![...least].every((other) => own.has(other)) || ![...own].every((other) => most.has(other)))
    add('waits', sayJobs(least), sayJobs(own))
  return list
}

function jobOf(run: string): string {
  return run.replace(/\[.*/s, '')
}

function hasFailed(job: string, mirror: Mirror): boolean {
  return [...mirror].some(([run, { fate }]) => fate === 'failed' && jobOf(run) === job)
}

function isSame(fate: Fate, found: Fate, { job }: PlannedJob, { jobs, plan }: Meant, mirror: Mirror): boolean {
  if (fate === found) return true
  const { allowFailure = false, matrix = null } = jobs.find(({ id }) => id === job) ?? {}
  const stops =
    matrix !== null &&
    matrix.failFast !== false &&
    !allowFailure &&
    plan.jobs.some((run) => run.job === job && run.fate === 'failed')
  // Which runs of a matrix that stops at a failure still got to their end is a matter of time; one has failed.
  if (stops && hasFailed(job, mirror)) return found !== 'failed'
  // A failure that is allowed shows on one vendor and not on another; nobody who waits for it sees a difference.
  if (isRun(fate) && isRun(found)) return allowFailure
  return !stands(fate) && !stands(found)
}

// What a plan cannot know stands in the name as `<sha>`.
function isSameName(meant: PlannedJob['environment'], found: PlannedJob['environment']): boolean {
  if (meant === null || found === null || !meant.includes('<')) return meant === found
  const parts = meant.split(/<[\w.]+>/)
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  return found.startsWith(first) && found.endsWith(last) && found.length >= first.length + last.length
}

function sayGate(gate: boolean): string {
  return gate ? 'a person must agree' : 'nobody must agree'
}

function sayJobs(jobs: ReadonlySet<string>): string {
  return jobs.size === 0 ? 'none' : [...jobs].sort().join(', ')
}

const known = new WeakMap<readonly Job[], ReadonlyMap<string, ReadonlySet<string>>>()

/** The jobs that must have ended before each starts, directly or through others. */
export function ancestorsIn(jobs: readonly Job[]): ReadonlyMap<string, ReadonlySet<string>> {
  const made = known.get(jobs)
  if (made !== undefined) return made
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const found = new Map<string, ReadonlySet<string>>()
  const visit = (id: string): ReadonlySet<string> => {
    const own = found.get(id) ?? new Set((byId.get(id)?.needs ?? []).flatMap(({ job }) => [job, ...visit(job)]))
    found.set(id, own)
    return own
  }
  for (const { id } of jobs) visit(id)
  known.set(jobs, found)
  return found
}
