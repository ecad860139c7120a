import fc from 'fast-check'
import { expect, test } from 'vitest'
import { all } from '../../dsl/condition.ts'
import { after, always, branch, job, onFailure, optional, push, sh, story } from '../../dsl/index.ts'
import type { Need } from '../../dsl/job.ts'
import { github } from '../../emitters/github/index.ts'
import { gitlab } from '../../emitters/gitlab/index.ts'
import type { Job, Pipeline } from '../../src/ir.ts'
import { compileSpec, emitOne } from '../harness/compile-spec.ts'
import { readWorkflow } from '../harness/github-job.ts'
import { readConfig } from '../harness/gitlab-job.ts'
import { ancestorsOn, runOnGithub } from '../harness/simulate-github.ts'
import { ancestorsOnGitlab, runOnGitlab } from '../harness/simulate-gitlab.ts'

interface Drawn {
  readonly stage: number
  /** undefined: those of the earlier stages. */
  readonly needs: readonly { readonly to: number; readonly how: 'plain' | 'after' | 'optional' }[] | undefined
  readonly status: 'success' | 'failure' | 'always'
  readonly onMain: boolean
  readonly allowFailure: boolean
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  stage: fc.nat(2),
  needs: fc.option(
    fc.uniqueArray(
      fc.record({
        to: fc.nat(6),
        how: fc.constantFrom<'plain' | 'after' | 'optional'>('plain', 'plain', 'after', 'optional'),
      }),
      { maxLength: 3, selector: ({ to }) => to },
    ),
    { nil: undefined, freq: 2 },
  ),
  status: fc.constantFrom<Drawn['status']>('success', 'success', 'success', 'success', 'failure', 'always'),
  onMain: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
  allowFailure: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
})
const graphs = fc.array(drawn, { minLength: 2, maxLength: 7 })
const runs = fc.record({
  failing: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
  branch: fc.constantFrom('main', 'topic'),
})

function tell(graph: readonly Drawn[]): Pipeline {
  const sorted = [...graph].sort((a, b) => a.stage - b.stage)
  const jobs: ReturnType<typeof job>[] = []
  for (const one of sorted) {
    const status = one.status === 'failure' ? [onFailure()] : one.status === 'always' ? [always()] : []
    const conditions = [...status, ...(one.onMain ? [branch('main')] : [])]
    const needs = one.needs?.flatMap(({ to, how }): (Need | ReturnType<typeof job>)[] => {
      const other = jobs[to]
      return other === undefined ? [] : [how === 'plain' ? other : how === 'after' ? after(other) : optional(other)]
    })
    jobs.push(
      job({
        steps: [sh`true`],
        allowFailure: one.allowFailure,
        ...(needs === undefined ? {} : { needs }),
        ...(conditions.length === 0 ? {} : { when: all(...conditions) }),
      }),
    )
  }
  const stages: Record<string, Record<string, ReturnType<typeof job>>> = {}
  sorted.forEach((one, index) => {
    const stage = `s${one.stage}`
    stages[stage] = { ...stages[stage], [`j${index}`]: jobs[index] as ReturnType<typeof job> }
  })
  return compileSpec(story({ name: 'law', on: [push()], stages }))
}

function ancestors(pipeline: Pipeline, id: string): ReadonlySet<string> {
  const needs = pipeline.jobs.find((one) => one.id === id)?.needs ?? []
  return new Set(needs.flatMap((need) => [need.job, ...ancestors(pipeline, need.job)]))
}

function byName(pipeline: Pipeline, id: string): boolean {
  return pipeline.jobs.find((one) => one.id === id)?.needs[0]?.by === 'needs'
}

/** The jobs that run, by the portable meaning: see docs/meaning.md. */
function runByMeaning(pipeline: Pipeline, onMain: boolean, failing: ReadonlySet<string>): readonly string[] {
  const [one, other] = [true, false].map((skipFirst) => ran(pipeline, onMain, failing, skipFirst))
  // Whether a job was skipped or held back is not said where its condition does not hold and a need has failed as well.
  fc.pre(JSON.stringify(one) === JSON.stringify(other))
  return one as readonly string[]
}

function ran(pipeline: Pipeline, onMain: boolean, failing: ReadonlySet<string>, skipFirst: boolean): readonly string[] {
  const results = new Map<string, 'success' | 'failed' | 'skipped' | 'held'>()
  const holds = (job: Job): boolean =>
    (!JSON.stringify(job.condition).includes('"branch"') || onMain) &&
    (job.status !== 'success' ||
      job.needs.every(
        (need) =>
          need.by === 'stage' || need.optional || holds(pipeline.jobs.find((one) => one.id === need.job) as Job),
      ))
  for (const job of pipeline.jobs) {
    const before = job.needs.map((need) => ({ need, result: results.get(need.job) }))
    const failed = before.some(({ result }) => result === 'failed' || result === 'held')
    const skipped = before.some(({ need, result }) => need.by === 'needs' && !need.optional && result === 'skipped')
    const upstream = [...ancestors(pipeline, job.id)].some((other) => results.get(other) === 'failed')
    const runs = job.status === 'always' || (job.status === 'failure' ? upstream : !failed && !skipped)
    const held = failed && job.status === 'success'
    if (!holds(job)) results.set(job.id, held && !skipFirst ? 'held' : 'skipped')
    else if (!runs) results.set(job.id, held ? 'held' : 'skipped')
    else results.set(job.id, failing.has(job.id) && !job.allowFailure ? 'failed' : 'success')
  }
  return pipeline.jobs.map(({ id }) => id).filter((id) => ['success', 'failed'].includes(results.get(id) ?? ''))
}

const own = (ids: readonly string[]) => ids.filter((id) => /^j\d$/.test(id)).sort()
const failingOf = (flags: readonly boolean[]) => new Set(flags.flatMap((fails, index) => (fails ? [`j${index}`] : [])))
const options = { numRuns: 400 }

test('a job waits for the same jobs everywhere', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async (graph) => {
      const pipeline = tell(graph)
      const [workflow, config] = [await emitOne(pipeline, github), await emitOne(pipeline, gitlab)]
      const read = {
        workflow: workflow === undefined ? undefined : readWorkflow(workflow),
        config: config === undefined ? undefined : readConfig(config),
      }
      for (const { id } of pipeline.jobs) {
        const meant = [...ancestors(pipeline, id)].sort()
        if (read.workflow !== undefined)
          expect({ id, waits: own([...ancestorsOn(read.workflow, id)]) }).toEqual({ id, waits: meant })
        if (read.config === undefined) continue
        const { jobs } = read.config
        const waits = own([...ancestorsOnGitlab(read.config, id)])
        // Where needs cannot be named, GitLab waits for whole stages, which hold them all.
        const byStages = [id, ...meant].some((one) => jobs[one]?.needs === undefined && byName(pipeline, one))
        expect({ id, waits }).toEqual({ id, waits: byStages ? expect.arrayContaining(meant) : meant })
      }
    }),
    options,
  )
})

test('the same jobs run on GitHub, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, runs, async (graph, run) => {
      const pipeline = tell(graph)
      const failing = failingOf(run.failing)
      const output = await emitOne(pipeline, github)
      if (output === undefined) return
      const context = { event_name: 'push', ref: `refs/heads/${run.branch}`, ref_name: run.branch, ref_type: 'branch' }
      const started = runOnGithub(readWorkflow(output), context, failing)
      expect(own(started)).toEqual(own(runByMeaning(pipeline, run.branch === 'main', failing)))
    }),
    options,
  )
})

test('the same jobs run on GitLab, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, runs, async (graph, run) => {
      const pipeline = tell(graph)
      const failing = failingOf(run.failing)
      const output = await emitOne(pipeline, gitlab)
      if (output === undefined) return
      const given = { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: run.branch }
      const started = runOnGitlab(readConfig(output), given, failing)
      expect(own(started)).toEqual(own(runByMeaning(pipeline, run.branch === 'main', failing)))
    }),
    options,
  )
})
