import type { Job } from '../../src/ir.ts'
import { type Ancestry, type Family, isHard } from './ancestry.ts'
import { addBits, commonBits, hasBit, noBits, withoutBits } from './bits.ts'
import type { Expression } from './expression.ts'
import { refsOf } from './refs.ts'

/** What a job waits for, and the results of it that let the job run. */
export interface Order {
  readonly needs: readonly string[]
  /** Empty: the default, success of everything before it, is exactly what is meant. */
  readonly status: readonly Expression[]
}

const none: readonly never[] = []

/**
 * The order of a job. The default of the vendor asks that every job before it succeeded, also those that it does not
 * name; a job that was skipped or timed out did not, and a job that may fail did. Wherever the story means something
 * else, the results are asked for one by one.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
export function orderOf(index: number, family: Family): Order {
  const job = family.jobs[index] as Job
  if (job.status === 'always')
    return { needs: job.needs.map((need) => need.job), status: job.needs.length === 0 ? [] : ['!cancelled()'] }
  if (family.isPlain) return { needs: reduced(job, family), status: none }
  const before = family.of(index)
  if (job.status === 'failure') return afterFailure(before, family)
  if (job.needs.length === 0 || isDefault(before, family)) return { needs: reduced(job, family), status: [] }
  return explicit(job, before, family)
}

// A job that ran out of time counts as cancelled, and only the result of a named need can tell it.
function afterFailure(before: Ancestry, { jobs }: Family): Order {
  const needs = withoutBits(before.all, noBits(jobs.length)).map((number) => (jobs[number] as Job).id)
  if (needs.length === 0) return { needs, status: ['failure()'] }
  return {
    needs,
    status: ['!cancelled()', "(contains(needs.*.result, 'failure') || contains(needs.*.result, 'cancelled'))"],
  }
}

function isDefault(before: Ancestry, family: Family): boolean {
  return (
    failsBehind(before, family).length === 0 &&
    withoutBits(commonBits(before.all, family.conditional), before.hard).every(
      (number) => !family.maySkip(number, before.effective),
    )
  )
}

// Jobs before it whose failure is no hindrance.
function failsBehind(before: Ancestry, { jobs }: Family): readonly number[] {
  return withoutBits(before.all, before.binding).filter((number) => jobs[number]?.allowFailure === false)
}

function explicit(job: Job, before: Ancestry, family: Family): Order {
  const idOf = (number: number): string => (family.jobs[number] as Job).id
  const direct = job.needs.map((need) => need.job)
  const hard = job.needs.filter(isHard).map((need) => need.job)
  const soft = job.needs.filter((need) => !isHard(need)).map((need) => need.job)
  if (soft.length === 0) return { needs: direct, status: ['!cancelled()', ...hard.map(succeeded)] }
  const named = new Set(direct)
  const further = withoutBits(before.binding, noBits(family.jobs.length))
    .filter((number) => !named.has(idOf(number)) && family.jobs[number]?.allowFailure === false)
    .map(idOf)
  const needs = [...direct, ...further]
  const must = hard.filter((id) => family.maySkip(family.numberOf.get(id) ?? 0, job.condition)).map(succeeded)
  // The filter may see jobs further back than the needs, so that it serves only where all of these count.
  const none =
    failsBehind(before, family).length === 0
      ? ["!contains(needs.*.result, 'failure')", "!contains(needs.*.result, 'cancelled')"]
      : needs.flatMap((id) => [`needs.${id}.result != 'failure'`, `needs.${id}.result != 'cancelled'`])
  return { needs, status: ['!cancelled()', ...none, ...must] }
}

function succeeded(id: string): Expression {
  return `needs.${id}.result == 'success'`
}

// Jobs that wait for the same stages need the same.
const known = new WeakMap<Family, Map<string, readonly string[]>>()

// A need that stands before another one adds nothing, unless an output of it is used.
function reduced(job: Job, family: Family): readonly string[] {
  if (job.needs.length < 2) return job.needs.map((need) => need.job)
  const key = family.stagesOf(job)
  const found = key === undefined ? undefined : known.get(family)?.get(key)
  if (found !== undefined) return found
  const earlier = noBits(family.jobs.length)
  const numbers = job.needs.map((need) => family.numberOf.get(need.job) ?? 0)
  for (const number of [...numbers].reverse()) if (!hasBit(earlier, number)) addBits(earlier, family.of(number).all)
  const used = new Set(refsOf(job).flatMap((ref) => (ref.ref === 'output' ? [ref.job] : [])))
  const needs = job.needs.flatMap((need, index) =>
    used.has(need.job) || !hasBit(earlier, numbers[index] ?? 0) ? [need.job] : [],
  )
  if (key !== undefined) known.set(family, (known.get(family) ?? new Map<string, readonly string[]>()).set(key, needs))
  return needs
}
