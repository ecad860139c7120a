import type { Pipeline, Ref } from '../ir.ts'
import type { Reading } from '../read/reading.ts'
import { refsOf } from '../refs.ts'
import { arrangeComments } from './comments.ts'
import { type Desk, declare, deskFor, type Like, secretKey, use, type Weaver } from './desk.ts'
import { tellFamilies } from './family.ts'
import { tellJob } from './job.ts'
import { comment, list, literal, object } from './literal.ts'
import { options, remarks } from './remarks.ts'
import { settle } from './settle.ts'
import { tellCommon } from './spread.ts'
import { tellRaw } from './steps.ts'
import { tellTriggers } from './trigger.ts'
import { type Usuals, usualsOf } from './usual.ts'
import { tellEnv } from './value.ts'

/** A story as source text, before it is laid out. */
export interface Told {
  /** With the comments and blank lines in front of each. */
  readonly statements: readonly string[]
  /** The scripts of more than one line, by the sign that stands for each in the text. */
  readonly scripts: ReadonlyMap<string, string>
  /** What the language of stories cannot say. */
  readonly problems: Desk['problems']
}

/**
 * Tells a pipeline as a story. Nothing of it becomes code: every text is a literal. With a `weaver`, values stand in the
 * scripts themselves where the story then says the same.
 */
export function tellStory(pipeline: Pipeline, comments: Reading['comments'] = [], weaver?: Weaver, like?: Like): Told {
  const { head, byNode } = arrangeComments(pipeline, comments)
  const desk = deskFor(pipeline, countSecrets(pipeline), byNode, weaver, like)
  const on = tellTriggers(desk)
  const usuals = usualsOf(desk)
  tellJobs(usuals, desk)
  const told = `export default ${use(desk, 'story')}(${options(
    pipeline,
    [
      ['name', literal(pipeline.name)],
      ['title', pipeline.title === null ? undefined : literal(pipeline.title)],
      ['targets', pipeline.targets.length === 0 ? undefined : list(pipeline.targets.map(literal))],
      ['on', list(on)],
      ['env', tellEnv(pipeline.env, desk)],
      ['permissions', usuals.permissions],
      ['cancelSuperseded', tellSuperseded(pipeline)],
      ['defaultBranch', pipeline.defaultBranch === 'main' ? undefined : literal(pipeline.defaultBranch)],
      ['like', usuals.like],
      ['defaults', usuals.code],
      ['runners', usuals.runners],
      ['stages', tellStages(desk)],
      ['raw', tellRaw(pipeline.raw, desk, pipeline)],
      [
        'accept',
        pipeline.accepted.length === 0
          ? undefined
          : object(pipeline.accepted.map(({ finding, reason }) => [finding, literal(reason)] as const)),
      ],
    ],
    desk,
  )})\n`
  const story = `${remarks(pipeline, desk)}${told}`
  const statements = settle(head.map(comment).join('\n'), story, desk)
  return { statements, scripts: desk.scripts, problems: desk.problems }
}

// Jobs that are alike are calls of a function; those that have much in common spread it.
function tellJobs(usuals: Usuals, desk: Desk): void {
  const jobs = desk.pipeline.jobs.map((job) => tellJob(job, usuals, desk))
  const calls = tellFamilies(jobs, desk)
  const spreads = tellCommon(
    jobs.filter(({ job }) => !calls.has(job)),
    desk,
  )
  for (const { job, code } of jobs)
    declare(desk, {
      name: desk.jobNames.get(job.id) ?? job.id,
      code: calls.get(job) ?? spreads.get(job) ?? code,
      kind: 'job',
      comment: remarks(job, desk),
    })
}

function tellSuperseded({ cancelSuperseded }: Pipeline): string | undefined {
  if (cancelSuperseded === 'none') return undefined
  return cancelSuperseded === 'all' ? 'true' : literal(cancelSuperseded)
}

function tellStages({ pipeline, jobNames }: Desk): string {
  return object(
    pipeline.stages.map(({ name }) => {
      const jobs = pipeline.jobs.filter(({ stage }) => stage === name)
      const told = jobs.map(({ id }) => shorthand(id, jobNames.get(id) ?? id))
      const [only] = told
      // A stage that is called like its only job is the job.
      return told.length === 1 && only?.[0] === name ? only : ([name, object(told)] as const)
    }),
  )
}

function shorthand(id: string, name: string): readonly [string, string] {
  return [id, `\ue100${name}\ue101`]
}

function countSecrets(pipeline: Pipeline): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const isSecret = (ref: Ref): ref is Extract<Ref, { ref: 'secret' }> => ref.ref === 'secret'
  for (const { ref } of refsOf(pipeline))
    if (isSecret(ref)) counts.set(secretKey(ref), (counts.get(secretKey(ref)) ?? 0) + 1)
  return counts
}
