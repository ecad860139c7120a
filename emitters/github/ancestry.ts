import { allOf, isNo, isYes, yes } from '../../src/condition/build.ts'
import { given } from '../../src/condition/given.ts'
import type { Condition, Job, Need, Pipeline } from '../../src/ir.ts'
import { addBit, addBits, type Bits, bitsWhere, hasBit, noBits } from './bits.ts'
import { isOpen } from './simplify.ts'

/** What stands before a job. All sets hold the numbers of jobs in the order of the pipeline. */
export interface Ancestry {
  /** Every job that ends before it. */
  readonly all: Bits
  /** Those whose failure keeps it from running: the way to it leads through no job that runs in spite of failures. */
  readonly binding: Bits
  /** Those that it is skipped with. */
  readonly hard: Bits
  /** The conditions of the jobs that it is skipped with. */
  readonly inherited: Condition
  /** Its own condition and those. */
  readonly effective: Condition
}

/** The ancestries of all jobs, and what can be asked of them. */
export interface Family {
  readonly jobs: readonly Job[]
  readonly numberOf: ReadonlyMap<string, number>
  readonly of: (index: number) => Ancestry
  /** Whether each job runs in every run in which all before it succeed: none is conditional or looks at failures. */
  readonly isPlain: boolean
  /** The jobs that are skipped in some run. */
  readonly conditional: Bits
  /** A word that is the same for jobs which wait for the same stages, if a job does. */
  readonly stagesOf: (job: Job) => string | undefined
  /** Whether a job may be skipped in a run in which another one could run. */
  readonly maySkip: (index: number, beside: Condition) => boolean
}

/** Whether the need is one that the job is skipped with. */
export function isHard(need: Need): boolean {
  return need.by === 'needs' && !need.optional
}

const families = new WeakMap<Pipeline, Family>()

/** Who waits for whom; read once for a pipeline. */
export function familyOf(pipeline: Pipeline): Family {
  const made = families.get(pipeline) ?? readFamily(pipeline)
  families.set(pipeline, made)
  return made
}

function readFamily(pipeline: Pipeline): Family {
  const { jobs, triggers } = pipeline
  const numberOf = new Map(jobs.map((job, index) => [job.id, index]))
  const known: (Ancestry | undefined)[] = []
  const shared = new Map<string, Pick<Ancestry, 'all' | 'binding' | 'hard'>>()

  const of = (index: number): Ancestry => {
    const found = known[index]
    if (found !== undefined) return found
    const job = jobs[index] as Job
    const inherited = inheritedOf(job)
    const made = { ...setsOf(job), inherited, effective: allOf([job.condition, inherited]) }
    known[index] = made
    return made
  }

  // Jobs that wait for the stages before them share these sets.
  const setsOf = (job: Job): Pick<Ancestry, 'all' | 'binding' | 'hard'> => {
    const key = stagesOf(job)
    const found = key === undefined ? undefined : shared.get(key)
    if (found !== undefined) return found
    const sets = { all: noBits(jobs.length), binding: noBits(jobs.length), hard: noBits(jobs.length) }
    // From the last one back: what stands before a job that is in a set already is in it too.
    for (let index = job.needs.length - 1; index >= 0; index--) {
      const need = job.needs[index] as Need
      const number = numberOf.get(need.job)
      if (number === undefined) continue
      const before = of(number)
      const passes = jobs[number]?.status === 'success'
      include(sets.all, number, before.all, true)
      include(sets.binding, number, before.binding, passes)
      if (isHard(need)) include(sets.hard, number, before.hard, passes)
    }
    if (key !== undefined) shared.set(key, sets)
    return sets
  }

  const inheritedOf = (job: Job): Condition => {
    if (job.status !== 'success') return yes
    return allOf(
      job.needs.filter(isHard).flatMap((need) => {
        const number = numberOf.get(need.job)
        return number === undefined ? [] : [of(number).effective]
      }),
    )
  }

  // A job that runs after a failure is skipped in every run without one, and so is what is skipped with it.
  const skippable: (boolean | undefined)[] = []
  const isSkippable = (index: number): boolean => {
    const found = skippable[index]
    if (found !== undefined) return found
    const job = jobs[index] as Job
    const made =
      job.status === 'failure' ||
      (job.status === 'success' && job.needs.some((need) => isHard(need) && isSkippable(numberOf.get(need.job) ?? 0)))
    skippable[index] = made
    return made
  }

  let conditional: Bits | undefined
  return {
    jobs,
    numberOf,
    of,
    isPlain: jobs.every((job) => job.status === 'success' && isYes(job.condition)),
    stagesOf,
    get conditional() {
      conditional ??= bitsWhere(jobs.length, (index) => isSkippable(index) || !isYes(of(index).effective))
      return conditional
    },
    maySkip: (index, beside) => {
      const { effective } = of(index)
      if (isSkippable(index)) return true
      if (isYes(effective)) return false
      if (isOpen(pipeline)) return true
      return !triggers.every((trigger) => implies(given(beside, trigger), given(effective, trigger)))
    },
  }
}

// In the pipeline such a job needs all jobs of all earlier stages.
function stagesOf(job: Job): string | undefined {
  const staged = job.needs.length > 0 && job.needs.every((need) => need.by === 'stage')
  return staged ? `${job.needs.length} ${job.stage}` : undefined
}

function include(set: Bits, number: number, before: Bits, passes: boolean): void {
  if (hasBit(set, number)) return
  addBit(set, number)
  if (passes) addBits(set, before)
}

function implies(one: Condition, other: Condition): boolean {
  if (isNo(one) || isYes(other)) return true
  const parts = new Set(('all' in one ? one.all : [one]).map((part) => JSON.stringify(part)))
  return ('all' in other ? other.all : [other]).every((part) => parts.has(JSON.stringify(part)))
}
