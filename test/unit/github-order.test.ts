import fc from 'fast-check'
import {
  type AnyJob,
  after,
  all,
  always,
  branch,
  event,
  job,
  onFailure,
  optional,
  pullRequest,
  push,
  sh,
  story,
} from 'pipegen'
import { expect, test } from 'vitest'
import type { Job, Pipeline } from '../../src/ir.ts'
import { compiled, emittedPipelines } from './github-emit.ts'
import { type Outcome, schedule } from './github-scheduler.ts'

const conditions = { none: undefined, main: branch('main'), push: event('push') }
const statuses = { success: undefined, failure: onFailure(), always: always() }

interface Plan {
  readonly stage: number
  readonly condition: keyof typeof conditions
  readonly status: keyof typeof statuses
  readonly allowFailure: boolean
  readonly outcome: Outcome
  /** Numbers of earlier jobs, and how each is needed; null: by the stages. */
  readonly needs: readonly { readonly job: number; readonly how: 'needs' | 'after' | 'optional' }[] | null
}

const plan: fc.Arbitrary<Plan> = fc.record({
  stage: fc.integer({ min: 0, max: 2 }),
  condition: fc.constantFrom('none', 'none', 'main', 'push'),
  status: fc.constantFrom('success', 'success', 'success', 'failure', 'always'),
  allowFailure: fc.boolean(),
  outcome: fc.constantFrom<Outcome>('success', 'success', 'failure', 'timeout'),
  needs: fc.option(
    fc.array(
      fc.record({ job: fc.nat(6), how: fc.constantFrom<'needs' | 'after' | 'optional'>('needs', 'after', 'optional') }),
      { maxLength: 3 },
    ),
  ),
})

const runs = [
  { kind: 'push', branch: 'main', github: { event_name: 'push', ref: 'refs/heads/main', ref_name: 'main' } },
  { kind: 'push', branch: 'dev', github: { event_name: 'push', ref: 'refs/heads/dev', ref_name: 'dev' } },
  {
    kind: 'pullRequest',
    branch: '',
    github: { event_name: 'pull_request', ref: 'refs/pull/1/merge', ref_name: '1/merge', base_ref: 'main' },
  },
] as const

test('every job of any story runs when the story says so, whatever happened before it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 7 }), async (drawn) => {
      const plans = drawn
        .map((one) => ({ ...one, allowFailure: one.allowFailure && one.outcome !== 'timeout' }))
        .sort((one, other) => one.stage - other.stage)
      const pipeline = pipelineOf(plans)
      const { text, found } = await emittedPipelines([pipeline])
      expect(found.filter((one) => one.severity === 'error')).toEqual([])
      const outcomes = Object.fromEntries(plans.map((one, index) => [`j${index}`, one.outcome]))
      for (const run of runs) {
        const meant = meantBy(pipeline, run, outcomes)
        for (const wide of [false, true]) {
          const results = schedule(text, run.github, outcomes, wide)
          const ran = pipeline.jobs.filter(({ id }) => results[id] !== 'skipped').map(({ id }) => id)
          expect({ ran, run: run.github, wide, text }).toEqual({ ran: meant, run: run.github, wide, text })
        }
      }
    }),
    { numRuns: 300 },
  )
})

function pipelineOf(plans: readonly Plan[]): Pipeline {
  const jobs: AnyJob[] = []
  const stages: Record<string, Record<string, AnyJob>> = {}
  for (const [index, one] of plans.entries()) {
    const named = new Map((one.needs ?? []).filter((need) => need.job < index).map((need) => [need.job, need.how]))
    const needs = [...named].map(([number, how]) => {
      const needed = jobs[number] as AnyJob
      return how === 'needs' ? needed : how === 'after' ? after(needed) : optional(needed)
    })
    const when = [statuses[one.status], conditions[one.condition]].filter((part) => part !== undefined)
    const made = job({
      ...(one.needs === null ? {} : { needs }),
      ...(when.length === 0 ? {} : { when: all(...when) }),
      allowFailure: one.allowFailure,
      steps: [sh`make`],
    } as never)
    jobs.push(made)
    const stage = `s${one.stage}`
    stages[stage] = { ...stages[stage], [`j${index}`]: made }
  }
  return compiled(story({ name: 'ci', on: [push(), pullRequest()], stages } as never))
}

type State = 'success' | 'failed' | 'skipped' | 'behind a failure'

// The jobs that the story means to run, by the words of its contract.
function meantBy(
  { jobs }: Pipeline,
  run: (typeof runs)[number],
  outcomes: Readonly<Record<string, Outcome>>,
): readonly string[] {
  const states = new Map<string, State>()
  const before = new Map<string, ReadonlySet<string>>()
  const failed = (id: string): boolean => ['failed', 'behind a failure'].includes(states.get(id) ?? '')
  const decide = (one: Job): State => {
    const needs = one.needs.map((need) => need.job)
    const ancestors = new Set(needs.flatMap((need) => [need, ...(before.get(need) ?? [])]))
    before.set(one.id, ancestors)
    const end = outcomes[one.id] === 'success' || one.allowFailure ? 'success' : 'failed'
    const holds = 'test' in one.condition && (one.condition.test === 'true' || holdsIn(one.condition, run))
    if (one.status === 'always') return holds ? end : 'skipped'
    if (one.status === 'failure') return holds && [...ancestors].some(failed) ? end : 'skipped'
    if (needs.some(failed)) return 'behind a failure'
    const bound = one.needs.some((need) => need.by === 'needs' && !need.optional && states.get(need.job) === 'skipped')
    return bound || !holds ? 'skipped' : end
  }
  for (const one of jobs) states.set(one.id, decide(one))
  return jobs.filter(({ id }) => ['success', 'failed'].includes(states.get(id) ?? '')).map(({ id }) => id)
}

function holdsIn(test: Extract<Job['condition'], { test: string }>, run: (typeof runs)[number]): boolean {
  if (test.test === 'branch') return test.patterns.includes(run.branch)
  return test.test === 'event' && test.events.includes(run.kind)
}
