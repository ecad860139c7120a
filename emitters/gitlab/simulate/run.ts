import type { Fate } from '../../../src/plan/plan.ts'
import type { SimulatedJob, VendorOutcomes } from '../../../src/plan/simulate.ts'
import type { Settings, Work } from '../../../src/plan/work.ts'
import { mapOf, textOf } from '../../../src/yaml/look.ts'
import { type Waits, waitsOf } from './needs.ts'
import type { Run } from './parallel.ts'
import type { Present } from './presence.ts'
import { endsAtOnce, outputsIn } from './script.ts'
import { expandIn } from './variables.ts'
import { takenBy, workOf } from './work.ts'

/** What GitLab says of a run in the end; `ignored` is a manual job that nobody started and that hinders nobody. */
type Status = 'success' | 'failed' | 'skipped' | 'manual' | 'ignored' | 'created'

interface Ended {
  readonly status: Status
  readonly fate: Fate
  readonly waits: readonly string[]
  readonly outputs: ReadonlyMap<string, string>
}

/** The jobs of a pipeline in an order that they can start in; none where GitLab makes no pipeline of them. */
export function playPipeline(
  file: string,
  jobs: readonly Present[],
  complete: boolean,
  outcomes: VendorOutcomes,
): readonly SimulatedJob[] {
  const waits = new Map(jobs.map((job) => [job, waitsOf(job, jobs, complete)]))
  if ([...waits.values()].includes(undefined)) return []
  const owners = new Map(jobs.flatMap((job) => job.runs.map((run) => [run.name, job] as const)))
  const ended = new Map<string, Ended>()
  const open = new Set<Present>()
  const played: SimulatedJob[] = []
  const visit = (job: Present): void => {
    const { byName, runs: names } = waits.get(job) as Waits
    if (open.has(job)) return
    open.add(job)
    for (const owner of new Set(names.map((name) => owners.get(name) as Present))) visit(owner)
    for (const run of job.runs) {
      const before = names.flatMap((name) => ended.get(name) ?? [])
      const made = end(job, run, before, byName, outcomes)
      const all = [...new Set([...names.flatMap((name) => ended.get(name)?.waits ?? []), ...names])]
      ended.set(run.name, { ...made, waits: all })
      const gate = job.when === 'manual'
      const takes = takenBy(
        job,
        names.map((name) => ({ name, owner: owners.get(name) as Present })),
      )
      const outputs = new Map(before.flatMap((one) => [...one.outputs]))
      const work = (settings: Settings): Work => workOf(job, run, takes, outputs, settings)
      const environment = environmentOf(job, run)
      played.push({ file, name: run.name, fate: made.fate, waits: all, environment, gate, work })
    }
  }
  for (const job of jobs) visit(job)
  return played
}

function end(
  job: Present,
  run: Run,
  before: readonly Ended[],
  byName: boolean,
  outcomes: VendorOutcomes,
): Omit<Ended, 'waits'> {
  const none = new Map<string, string>()
  const so = (status: Status, fate: Fate, outputs: Ended['outputs'] = none) => ({ status, fate, outputs })
  const status = statusOf(before, byName)
  if (status === 'created') return so('created', 'waiting')
  if (!starts(job.when, status, byName)) return so('skipped', hindrance(job.when, before))
  if (job.when === 'manual' && !outcomes.approves(run.name))
    return so(job.allowFailure ? 'ignored' : 'manual', 'waiting')
  const known = new Map(before.flatMap(({ outputs }) => [...outputs]))
  if (endsAtOnce(job.job, run.variables, known)) return so('success', 'skipped')
  const outputs = outputsIn(job.job, outcomes.outputs(run.name))
  if (!outcomes.fails(run.name)) return so('success', 'succeeded', outputs)
  return so(job.allowFailure ? 'success' : 'failed', 'failed', outputs)
}

/**
 * What the jobs before one come to. Of jobs that are named, one that was skipped counts more than one that failed or
 * still runs; of stages, skipped jobs do not count beside others.
 *
 * @see https://docs.gitlab.com/ci/yaml/#needs
 * @see https://docs.gitlab.com/ci/yaml/#when
 */
function statusOf(before: readonly Ended[], byName: boolean): 'success' | 'skipped' | 'failed' | 'created' {
  const all = before.map(({ status }) => status)
  if (byName && all.some((status) => status === 'skipped' || status === 'ignored')) return 'skipped'
  if (all.length > 0 && all.every((status) => status === 'skipped' || status === 'ignored')) return 'skipped'
  if (all.some((status) => status === 'created' || status === 'manual')) return 'created'
  return all.includes('failed') ? 'failed' : 'success'
}

function starts(when: string, status: 'success' | 'skipped' | 'failed', byName: boolean): boolean {
  if (when === 'always') return true
  if (when === 'on_failure') return status === 'failed'
  return status === 'success' || (status === 'skipped' && !byName)
}

// A job that was skipped behind one which waits for a person is looked at again when the person has started that one:
// https://docs.gitlab.com/ci/jobs/job_control/#skipped-jobs
function hindrance(when: string, before: readonly Ended[]): Fate {
  const fates = before.map(({ fate }) => fate)
  if (fates.includes('waiting')) return 'waiting'
  if (when === 'on_failure') return 'skipped'
  return before.some(({ status, fate }) => status === 'failed' || fate === 'held') ? 'held' : 'skipped'
}

function environmentOf({ job }: Present, run: Run): string | null {
  const name = textOf(job.environment) ?? textOf(mapOf(job.environment).name)
  const filled = name === undefined ? '' : expandIn(name, run.variables)
  return filled === '' ? null : filled
}
