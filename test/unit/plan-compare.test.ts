import { describe, expect, test } from 'vitest'
import { branch, environment, job, pullRequest, push, sh, story } from '../../dsl/index.ts'
import { comparePlans } from '../../src/plan/compare.ts'
import type { Answer } from '../../src/plan/difference.ts'
import type { Outcomes, PlanEvent } from '../../src/plan/event.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import { allWell } from '../../src/plan/grid/outcomes.ts'
import type { Mirrored } from '../../src/plan/mirror.ts'
import type { Fate } from '../../src/plan/plan.ts'
import { compileSpec } from '../harness/compile-spec.ts'

const steps = [sh`true`]
const one = job({ steps })
const two = job({ steps })
const main = job({ needs: [one], when: branch('main'), environment: environment('production'), steps })
const pipeline = compileSpec(story({ name: 's', on: [push(), pullRequest()], stages: { all: { one, two, main } } }))
const event = baseEvent('main')

interface Shown {
  readonly fate?: Fate
  readonly waits?: readonly string[]
  readonly environment?: string | null
}

/** What is left of the differences of a vendor that does as the story says, but for this. */
function left(
  odd: Readonly<Record<string, Shown>>,
  said: Partial<Answer> = {},
  { on = {}, ends = {} }: { readonly on?: Partial<PlanEvent>; readonly ends?: Partial<Outcomes> } = {},
): readonly string[] {
  const usual: Readonly<Record<string, Shown>> = {
    one: {},
    two: {},
    main: { waits: ['one'], environment: 'production' },
  }
  const mirror = new Map(
    Object.entries(usual).map(([id, shown]): [string, Mirrored] => {
      const { fate = 'succeeded', waits = [], environment: name = null } = { ...shown, ...odd[id] }
      return [id, { fate, waits: new Set(waits), environment: name, gate: false }]
    }),
  )
  const answer: Answer = { feature: 'job.needs', level: 'lowered', text: '', job: 'two', ...said }
  const found = comparePlans(pipeline, { ...event, ...on }, { ...allWell, ...ends }, { mirror, answers: [answer] })
  return found.map((difference) => `${difference.run} ${difference.about}: ${difference.found}`)
}

test('what is as the story says is no difference', () => {
  expect(left({})).toEqual([])
})

describe('a job that waits for more', () => {
  const more = { two: { waits: ['one'] } }
  const said = { text: "it also waits for 'one', and does not run if one of them fails" }

  test('may, where the column says so of it', () => {
    expect(left(more, said)).toEqual([])
    expect(left(more)).toEqual(['two waits: one'])
    expect(left(more, { ...said, job: 'one' })).toEqual(['two waits: one'])
    expect(left(more, { ...said, feature: 'job.lock' })).toEqual(['two waits: one'])
    expect(left(more, { ...said, level: 'setup' })).toEqual(['two waits: one'])
  })

  test('is held back by what it waits for, and by nothing else', () => {
    const ends = { failing: ['one'] }
    const failed = { one: { fate: 'failed' as const }, main: { fate: 'held' as const } }
    expect(left({ ...failed, two: { fate: 'held', waits: ['one'] } }, said, { ends })).toEqual([])
    expect(left({ two: { fate: 'held', waits: ['one'] } }, said)).toEqual(['two fate: held'])
  })

  test('never waits for less', () => {
    expect(left({ main: { waits: [] } }, { ...said, job: 'main' })).toEqual(['main waits: none'])
  })
})

describe('a name that differs in case alone', () => {
  const on = { branch: 'Main' }
  const said: Partial<Answer> = {
    feature: 'job.when.branch',
    text: 'names that differ in upper and lower case alone count as the same',
    job: 'main',
  }

  test('may count as the same, where the column says so', () => {
    expect(left({}, said, { on })).toEqual([])
    expect(left({}, {}, { on })).toEqual(['main fate: succeeded'])
    expect(left({}, said, { on: { branch: 'topic' } })).toEqual(['main fate: succeeded'])
  })

  test('may fail the job when it has begun, where the column says that it compares again', () => {
    const text = 'the first step compares again, since expressions ignore upper and lower case'
    expect(left({ main: { fate: 'failed' } }, { ...said, text }, { on })).toEqual([])
    expect(left({ main: { fate: 'failed' } }, said, { on })).toEqual(['main fate: failed'])
    expect(left({ main: { fate: 'failed' } }, { ...said, text })).toEqual(['main fate: failed'])
  })
})

test('what has not begun may stay so after a failure beside it, and only then', () => {
  const said = { text: 'after a failure, no job that has not begun does begin, also beside it' }
  const ends = { failing: ['one'] }
  const failed = { one: { fate: 'failed' as const }, main: { fate: 'held' as const } }
  expect(left({ ...failed, two: { fate: 'held' } }, said, { ends })).toEqual([])
  expect(left({ ...failed, two: { fate: 'held' } }, {}, { ends })).toEqual(['two fate: held'])
  expect(left({ two: { fate: 'held' } }, said)).toEqual(['two fate: held'])
})

test('pull requests from forks may start nothing, where the column says so', () => {
  const on: Partial<PlanEvent> = {
    name: 'pullRequest',
    branch: '',
    pullRequest: { number: 1, title: '', sourceBranch: 'topic', targetBranch: 'main', fork: true },
  }
  const none = {
    one: { fate: 'skipped' as const },
    two: { fate: 'skipped' as const },
    main: { fate: 'skipped' as const },
  }
  const said: Partial<Answer> = {
    feature: 'trigger.pullRequest',
    text: 'pull requests from forks start nothing',
    job: undefined,
  }
  expect(left(none, said, { on })).toEqual([])
  expect(left(none, {}, { on })).toEqual(['one fate: skipped', 'two fate: skipped'])
})

test('an environment may be missing, where the column says so', () => {
  const said: Partial<Answer> = {
    feature: 'job.environment',
    text: 'only its name is known, to approvals and locks',
    job: 'main',
  }
  expect(left({ main: { environment: null } }, said)).toEqual([])
  expect(left({ main: { environment: null } })).toEqual(['main environment: none'])
  expect(left({ main: { environment: 'staging' } }, said)).toEqual(['main environment: staging'])
})
