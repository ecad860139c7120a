import type { FeatureId } from '../features.ts'
import type { Level } from '../vendor.ts'
import { cellName } from './cell-name.ts'
import type { Answer, Difference } from './difference.ts'
import { ancestorsIn } from './differences.ts'
import { isRun, type Mirror, stands } from './mirror.ts'
import { jobsAsRead, planAsRead, type Reading } from './reading.ts'

/** A difference that a vendor's column declares, and how the story is read there. */
interface Excuse {
  readonly features: readonly FeatureId[]
  /** undefined: lowered, degraded or set up. */
  readonly level: Level | undefined
  /** The column must say so in these words, of the job with the difference. */
  readonly says: RegExp
  /** How the story may be read there; none: this is not the difference that is declared. */
  readonly read: (difference: Difference, reading: Reading, mirror: Mirror) => readonly Partial<Reading>[]
}

const names: readonly FeatureId[] = [
  'job.when.branch',
  'job.when.tag',
  'job.when.targetBranch',
  'job.when.payload',
  'job.when.output',
  'job.when.context',
]

/**
 * All that a vendor may do otherwise, where its column said so of this story. What is not here is a fault of what writes
 * the files, or of the column.
 */
export const excuses: readonly Excuse[] = [
  {
    features: ['trigger.pullRequest', 'job.when.fork'],
    level: undefined,
    says: /forks start nothing/,
    read: ({ about }, { event, idle }) =>
      about === 'fate' && !idle && event.pullRequest?.fork === true ? [{ idle: true }] : [],
  },
  {
    features: ['trigger.push', 'trigger.schedule', 'trigger.manual', 'trigger.api'],
    level: undefined,
    says: /looks? like a push/,
    read: (_, { event }) =>
      /schedule|manual|api/.test(event.name)
        ? [{ event: { ...event, name: 'push', schedule: '', inputs: {}, call: null, changed: null } }]
        : [],
  },
  {
    features: names,
    level: 'lowered',
    says: /upper and lower case/,
    read: ({ job, about }, { blind }) =>
      about === 'fate' && !blind.has(job)
        ? (['more', 'less'] as const).map((wanted) => ({ blind: new Map([...blind, [job, wanted]]) }))
        : [],
  },
  {
    features: names,
    level: 'lowered',
    says: /compares again/,
    read: ({ run, job, about, meant, found }, reading) =>
      about === 'fate' && /succeeded|held/.test(meant) && found === 'failed' && isBlindIn(job, run, reading)
        ? [{ failing: add(reading.failing, run) }]
        : [],
  },
  {
    features: ['job.needs', 'job.needs.optional', 'job.onFailure', 'job.always'],
    level: 'lowered',
    says: /waits for|runs when all other jobs have ended/,
    read: ({ job }, { waiting }, mirror) =>
      waiting.has(job) ? [] : [{ waiting: new Map([...waiting, [job, waitsOf(job, mirror)]]) }],
  },
  {
    features: ['job.needs'],
    level: 'lowered',
    says: /also waits for .* does not run if one of them fails/,
    read: (difference, reading, mirror) => [
      ...heldByAnotherRun(difference, reading, mirror),
      ...heldByAWait(difference, reading, mirror),
    ],
  },
  {
    features: ['job.needs', 'stage'],
    level: 'lowered',
    says: /no job that has not begun does begin/,
    read: stopped,
  },
  {
    features: ['job.needs'],
    level: 'lowered',
    says: /a failure in one holds back the jobs of the others/,
    read: ({ run, about, found }, { pipeline, excused }, mirror) =>
      about === 'fate' && found === 'held' && failedElsewhere(pipeline, mirror)
        ? [{ excused: add(excused, `${run} fate`) }]
        : [],
  },
  {
    features: ['job.environment'],
    level: 'lowered',
    says: /only its name is known/,
    read: ({ run, about, found }, { excused }) =>
      about === 'environment' && found === 'none' ? [{ excused: add(excused, `${run} environment`) }] : [],
  },
  {
    features: ['job.matrix.maxParallel'],
    level: 'degraded',
    says: /does not run if one of it fails/,
    read: heldByAnotherRun,
  },
]

/** The ways to read the story anew so that a difference may go; none: the column does not declare it. */
export function readingsFor(
  difference: Difference,
  reading: Reading,
  answers: readonly Answer[],
  mirror: Mirror,
): readonly Reading[] {
  return excuses
    .filter(({ features, level, says }) =>
      answers.some(
        (answer) =>
          (answer.job === undefined || answer.job === difference.job) &&
          (level === undefined ? /lowered|degraded|setup/.test(answer.level) : answer.level === level) &&
          features.some((feature) => feature === answer.feature) &&
          says.test(answer.text),
      ),
    )
    .flatMap(({ read }) => read(difference, reading, mirror).map((change) => ({ ...reading, ...change })))
}

// Whether a run is there only because names compare without regard to case.
function isBlindIn(job: string, run: string, reading: Reading): boolean {
  if (!reading.blind.has(job) || reading.failing.has(run)) return false
  const exact = { ...reading, blind: new Map([...reading.blind].filter(([other]) => other !== job)) }
  const found = planAsRead(exact, jobsAsRead(exact)).jobs.find((one) => cellName(one.job, one.cell) === run)
  return found !== undefined && !stands(found.fate)
}

// What has begun goes on: so does a person who is asked, and those behind wait for the answer though nothing comes of it.
function stopped(difference: Difference, reading: Reading, mirror: Mirror): readonly Partial<Reading>[] {
  const { run, job, about, meant, found } = difference
  const { pipeline, halted, excused } = reading
  if (about !== 'fate' || (found !== 'held' && found !== 'absent')) return []
  const again = heldByAnotherRun(difference, reading, mirror)
  if (halted.has(job) || !failedBeside(job, pipeline, mirror)) return again
  // Of the parts of a matrix some begin later than others.
  const parted = runsOf(job, mirror).some(({ fate }) => isRun(fate))
  const alone = meant === 'waiting' || parted ? [{ excused: add(excused, `${run} fate`) }] : []
  return [...again, ...alone, { halted: add(halted, job) }]
}

// The runs of a matrix follow each other, so that one which failed holds back those behind it.
function heldByAnotherRun(
  { run, job, about, found }: Difference,
  { excused }: Reading,
  mirror: Mirror,
): readonly Partial<Reading>[] {
  const held = about === 'fate' && found === 'held' && runsOf(job, mirror).some(({ fate }) => fate === 'failed')
  return held ? [{ excused: add(excused, `${run} fate`) }] : []
}

// A job for failures, too, is held back by what it waits for beside the story, in any of the places where it stands.
function heldByAWait(
  { run, job, about, found }: Difference,
  { pipeline, excused }: Reading,
  mirror: Mirror,
): readonly Partial<Reading>[] {
  const failed = failedBeside(job, pipeline, mirror)
  return about === 'fate' && found === 'held' && failed ? [{ excused: add(excused, `${run} fate`) }] : []
}

function add(set: ReadonlySet<string>, one: string): ReadonlySet<string> {
  return new Set([...set, one])
}

function runsOf(job: string, mirror: Mirror) {
  return [...mirror].flatMap(([run, found]) => (run === job || run.startsWith(`${job}[`) ? [found] : []))
}

function waitsOf(job: string, mirror: Mirror): ReadonlySet<string> {
  return new Set(
    runsOf(job, mirror)
      .flatMap(({ waits }) => [...waits])
      .filter((other) => other !== job),
  )
}

// A job of another story that stands in the same files.
function failedElsewhere({ jobs }: Reading['pipeline'], mirror: Mirror): boolean {
  return [...mirror].some(
    ([run, { fate }]) => fate === 'failed' && !jobs.some(({ id }) => id === run.replace(/\[.*/s, '')),
  )
}

// A job that failed, and that did not wait for this one.
function failedBeside(job: string, { jobs }: Reading['pipeline'], mirror: Mirror): boolean {
  const before = ancestorsIn(jobs)
  return jobs.some(
    ({ id, allowFailure }) =>
      id !== job &&
      !allowFailure &&
      before.get(id)?.has(job) !== true &&
      runsOf(id, mirror).some(({ fate }) => isRun(fate) && fate === 'failed'),
  )
}
