import type { Job, Need, Stage } from '../../src/ir.ts'
import { inside } from '../../src/origin.ts'
import { refsOfJob } from '../../src/refs.ts'
import type { AnyJob, Need as NeedValue } from '../job.ts'
import type { Draft } from './job.ts'
import type { JobScope, Scope } from './scope.ts'
import { typeName } from './text.ts'

/** What the story says of a job's order, before the stages are looked at. */
export function explicitNeeds(specs: readonly (AnyJob | NeedValue)[], scope: JobScope): readonly Need[] {
  const at = inside(scope.job.origin, 'needs')
  const needs: Need[] = []
  specs.forEach((spec, index) => {
    const origin = inside(at, index)
    const need: NeedValue | undefined =
      spec?.kind === 'need'
        ? spec
        : spec?.kind === 'job'
          ? { kind: 'need', job: spec, artifacts: true, optional: false }
          : undefined
    if (need === undefined) {
      scope.report('wrong-type', origin, {
        what: `an entry of needs of '${scope.id}'`,
        expected: 'a job',
        found: typeName(spec),
      })
      return
    }
    const job = scope.ids.get(need.job)
    if (job === undefined) scope.report('job-outside', origin, { job: scope.id, used: '' })
    else if (needs.some((other) => other.job === job))
      scope.report('redundant-need', origin, { job: scope.id, needed: job })
    else needs.push({ job, by: 'needs', artifacts: need.artifacts, optional: need.optional, origin })
  })
  return needs
}

const none: readonly never[] = []

/**
 * Adds the jobs whose outputs are used, and, where nothing is needed by name, all jobs of the earlier stages. The jobs
 * of a stage share one list, so that thousands of them stay small.
 */
export function completeNeeds(
  jobs: readonly Draft[],
  named: ReadonlySet<string>,
  stages: readonly Stage[],
): readonly Job[] {
  const earlier = new Map<string, readonly Need[]>()
  let before: readonly Need[] = []
  for (const { name, origin } of stages) {
    earlier.set(name, before)
    if (name === stages.at(-1)?.name) break
    const own = jobs.filter((job) => job.stage === name)
    before = [
      ...before,
      ...own.map((job): Need => ({ job: job.id, by: 'stage', artifacts: false, optional: true, origin })),
    ]
  }
  for (const job of jobs) {
    const implied = impliedNeeds(job)
    if (implied.length > 0) job.needs = [...job.needs, ...implied]
    else if (job.needs.length === 0 && !named.has(job.id)) job.needs = earlier.get(job.stage) ?? []
  }
  return jobs
}

// The jobs whose outputs are used.
function impliedNeeds(job: Job): readonly Need[] {
  const uses = refsOfJob(job)
  if (uses.length === 0) return none
  const implied: Need[] = []
  const isKnown = (id: string): boolean => [...job.needs, ...implied].some((need) => need.job === id)
  for (const { ref, origin } of uses) {
    if (ref.ref !== 'output' || ref.job === job.id || isKnown(ref.job)) continue
    implied.push({ job: ref.job, by: 'needs', artifacts: false, optional: false, origin })
  }
  return implied
}

/** Reports needs that lead to a later stage, and jobs that wait for each other. */
export function checkOrder(jobs: readonly Job[], stageNames: readonly string[], scope: Scope): void {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  for (const job of stageNames.length < 2 ? [] : jobs) {
    for (const need of job.needs) {
      if (need.by === 'stage') break
      const needed = byId.get(need.job)
      if (needed !== undefined && stageNames.indexOf(needed.stage) > stageNames.indexOf(job.stage)) {
        scope.report('need-later', need.origin, { job: job.id, needed: needed.id, stage: needed.stage })
      }
    }
  }
  const cycle = isInOrder(jobs) ? undefined : findCycle(byId)
  if (cycle !== undefined) scope.report('need-cycle', byId.get(cycle[0] ?? '')?.origin ?? scope.origin, { jobs: cycle })
}

// Mostly each job stands behind those that it needs.
function isInOrder(jobs: readonly Job[]): boolean {
  const seen = new Set<string>()
  return jobs.every((job) => {
    const holds = job.needs.every((need) => need.by === 'stage' || seen.has(need.job))
    seen.add(job.id)
    return holds
  })
}

function findCycle(jobs: ReadonlyMap<string, Job>): readonly string[] | undefined {
  const done = new Set<string>()
  for (const start of jobs.keys()) {
    const path: string[] = []
    const onPath = new Map<string, number>()
    const stack: { id: string; next: number }[] = [{ id: start, next: 0 }]
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as { id: string; next: number }
      if (top.next === 0) {
        if (onPath.has(top.id)) return path.slice(onPath.get(top.id))
        if (done.has(top.id)) {
          stack.pop()
          continue
        }
        onPath.set(top.id, path.push(top.id) - 1)
      }
      const need = jobs.get(top.id)?.needs[top.next++]
      if (need !== undefined) {
        if (need.by === 'needs') stack.push({ id: need.job, next: 0 })
        continue
      }
      stack.pop()
      onPath.delete(top.id)
      path.pop()
      done.add(top.id)
    }
  }
  return undefined
}
