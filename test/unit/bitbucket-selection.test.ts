import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Condition as Spec } from '../../dsl/condition.ts'
import {
  all,
  any,
  branch,
  changed,
  event,
  input,
  job,
  manual,
  not,
  pullRequest,
  push,
  schedule,
  secret,
  sh,
  story,
  tag,
  targetBranch,
} from '../../dsl/index.ts'
import type { Story } from '../../dsl/story.ts'
import type { Condition, Pipeline, Test, Trigger } from '../../src/ir.ts'
import { matchesAny } from '../../src/pattern.ts'
import { chosen, type Happening, running } from './bitbucket-choose.ts'
import { type Emitted, emitBitbucket, said, shapeOf, stepOf } from './bitbucket-emit.ts'

const names = ['main', 'develop', 'release/1', 'release/2/x', 'feature/a', 'wip/a', 'v1', 'true', '7']
const patterns = ['main', 'develop', 'release/*', 'release/**', 'feature/*', 'v*', '*', '**', 'release/1', 'true', '7']

const leaf: fc.Arbitrary<Spec> = fc.oneof(
  fc.subarray(patterns, { minLength: 1, maxLength: 2 }).map((list) => branch(...(list as [string]))),
  fc.subarray(patterns, { minLength: 1, maxLength: 2 }).map((list) => tag(...(list as [string]))),
  fc.subarray(patterns, { minLength: 1, maxLength: 2 }).map((list) => targetBranch(...(list as [string]))),
  fc.constantFrom('push', 'tag', 'pullRequest').map((name) => event(name as 'push')),
)
const condition: fc.Arbitrary<Spec> = fc.oneof(
  leaf,
  fc.tuple(leaf, leaf).map(([a, b]) => all(a, b)),
  fc.tuple(leaf, leaf).map(([a, b]) => any(a, b)),
  leaf.map((one) => not(one)),
  fc.tuple(leaf, leaf).map(([a, b]) => all(a, not(b))),
)
const few = fc.subarray(patterns, { maxLength: 3 })
const stories = fc
  .record({
    branches: few,
    ignored: fc.oneof(
      { weight: 3, arbitrary: fc.constant<string[]>([]) },
      fc.subarray(['wip/*', 'develop', 'release/**'], { maxLength: 2 }),
    ),
    tags: few,
    targets: few,
    conditions: fc.array(fc.option(condition, { nil: undefined }), { minLength: 1, maxLength: 4 }),
    valued: fc.boolean(),
  })
  .map(({ branches, ignored, tags, targets, conditions, valued }) => (name: string): Story => {
    const run = sh`printf x >> "$TRACE"`
    const value = valued ? { env: { TOKEN: secret('TOKEN') } } : {}
    const jobs = conditions.map((when) =>
      job({ needs: [], shell: 'sh', image: 'alpine', steps: [run], ...value, ...(when === undefined ? {} : { when }) }),
    )
    const on = [
      push({ branches, ignoreBranches: ignored }),
      pullRequest({ branches: targets }),
      tag(...((tags.length === 0 ? ['**'] : tags) as [string])),
    ]
    return story({ name, on, stages: { all: Object.fromEntries(jobs.map((one, index) => [`${name}${index}`, one])) } })
  })

const happenings: readonly Happening[] = [
  ...names.map((name): Happening => ({ kind: 'push', variables: { BITBUCKET_BRANCH: name, TOKEN: 't' }, changed: [] })),
  ...['v1', 'main', 'release/1', '7'].map(
    (name): Happening => ({ kind: 'tag', variables: { BITBUCKET_TAG: name, TOKEN: 't' }, changed: [] }),
  ),
  ...['main', 'release/1', 'release/2/x', 'true'].map(
    (name): Happening => ({
      kind: 'pullRequest',
      variables: { BITBUCKET_BRANCH: 'main', BITBUCKET_PR_ID: '1', BITBUCKET_PR_DESTINATION_BRANCH: name, TOKEN: 't' },
      changed: [],
    }),
  ),
]

/** The jobs that the story runs, by its own meaning. */
function meant(pipeline: Pipeline, { kind, variables }: Happening): readonly string[] {
  const name = (variable: string) => variables[variable] ?? ''
  const starts = pipeline.triggers.some((trigger: Trigger) => {
    if (trigger.kind === 'push' && kind === 'push') {
      const to = name('BITBUCKET_BRANCH')
      return (
        (trigger.branches.length === 0 || matchesAny(trigger.branches, to)) && !matchesAny(trigger.ignoreBranches, to)
      )
    }
    if (trigger.kind === 'tag' && kind === 'tag') return matchesAny(trigger.tags, name('BITBUCKET_TAG'))
    if (trigger.kind !== 'pullRequest' || kind !== 'pullRequest') return false
    return trigger.branches.length === 0 || matchesAny(trigger.branches, name('BITBUCKET_PR_DESTINATION_BRANCH'))
  })
  const leaf = (one: Test): boolean => {
    if (one.test === 'true') return true
    if (one.test === 'event') return one.events.includes(kind)
    if (one.test === 'branch') return kind === 'push' && matchesAny(one.patterns, name('BITBUCKET_BRANCH'))
    if (one.test === 'tag') return kind === 'tag' && matchesAny(one.patterns, name('BITBUCKET_TAG'))
    return (
      one.test === 'targetBranch' &&
      kind === 'pullRequest' &&
      matchesAny(one.patterns, name('BITBUCKET_PR_DESTINATION_BRANCH'))
    )
  }
  const is = (one: Condition): boolean =>
    'all' in one ? one.all.every(is) : 'any' in one ? one.any.some(is) : 'not' in one ? !is(one.not) : leaf(one)
  return starts ? pipeline.jobs.filter((one) => is(one.condition)).map((one) => one.id) : []
}

function runs(emitted: Emitted, happening: Happening): readonly string[] {
  return chosen(emitted.file, happening).flatMap((items) => running(emitted.file, items, happening))
}

describe('what an event starts is what the story says', () => {
  test('for one story', async () => {
    let started = 0
    for (const make of fc.sample(stories, 35)) {
      const emitted = await emitBitbucket(make('j'))
      if (emitted.text === '') {
        expect(said(emitted, 'error').join()).toMatch(/can never run|cannot be named/)
        continue
      }
      for (const happening of happenings) {
        started += meant(emitted.pipelines[0] as Pipeline, happening).length
        expect({ happening, text: emitted.text, ran: [...runs(emitted, happening)].sort() }).toEqual({
          happening,
          text: emitted.text,
          ran: [...meant(emitted.pipelines[0] as Pipeline, happening)].sort(),
        })
      }
    }
    expect(started).toBeGreaterThan(100)
  })

  test('for two stories side by side', async () => {
    for (const [one, two] of fc.sample(fc.tuple(stories, stories), 10)) {
      const emitted = await emitBitbucket(one('a'), two('b'))
      if (emitted.text === '') continue
      for (const happening of happenings) {
        const ran = [...runs(emitted, happening)].sort()
        const wanted = emitted.pipelines.flatMap((pipeline) => meant(pipeline, happening)).sort()
        expect({ happening, text: emitted.text, ran }).toEqual({ happening, text: emitted.text, ran: wanted })
      }
    }
  })
})

test('branches with the same steps share a selector', async () => {
  const emitted = await emitBitbucket(
    story({
      name: 's',
      on: [push({ branches: ['main', 'release/*'] })],
      stages: { all: { only: job({ steps: [sh`x`] }) } },
    }),
  )
  expect(Object.keys(emitted.file.pipelines?.branches ?? {})).toEqual(['{main,release/*}'])
})

test('a condition that selectors decide leaves nothing in the steps', async () => {
  const emitted = await emitBitbucket(
    story({
      name: 's',
      on: [push()],
      stages: { all: { unit: job({ steps: [sh`x`] }), ship: job({ when: branch('main'), steps: [sh`x`] }) } },
    }),
  )
  expect(stepOf(emitted.file.pipelines?.branches?.main, 'ship').condition).toBeUndefined()
  expect(shapeOf(emitted.file.pipelines?.default)).toBe('unit')
})

test('paths of a trigger are asked for by each step', async () => {
  const emitted = await emitBitbucket(
    story({ name: 's', on: [push({ paths: ['src/**'] })], stages: { all: { only: job({ steps: [sh`x`] }) } } }),
  )
  expect(stepOf(emitted.file.pipelines?.default, 'only').condition).toEqual({
    changesets: { includePaths: ['src/**'] },
  })
  const left = await emitBitbucket(
    story({ name: 's', on: [push({ ignorePaths: ['docs/**'] })], stages: { all: { only: job({ steps: [sh`x`] }) } } }),
  )
  expect(stepOf(left.file.pipelines?.default, 'only').condition).toEqual({ changesets: { excludePaths: ['docs/**'] } })
})

test.each<[string, Spec]>([
  ['not', not(changed('a/**'))],
  ['any', any(changed('a/**'), targetBranch('main'))],
  ['all', all(changed('a/**'), changed('b/**'))],
])('changed paths in %s(...) are refused', async (_name, when) => {
  const emitted = await emitBitbucket(
    story({ name: 's', on: [pullRequest()], stages: { all: { only: job({ when, steps: [sh`x`] }) } } }),
  )
  expect(said(emitted, 'error').join()).toMatch(/one list of paths/)
})

test('inputs have their defaults where nobody asks for them', async () => {
  const form = manual({ inputs: { loud: input.boolean({ default: true }), to: input.choice(['here', 'there']) } })
  const emitted = await emitBitbucket(
    story({
      name: 's',
      on: [push(), form, schedule('0 1 * * *', { name: 'night' })],
      stages: {
        all: {
          loud: job({ when: form.inputs.loud.is(true), steps: [sh`x`] }),
          there: job({ when: form.inputs.to.is('there'), steps: [sh`x`] }),
        },
      },
    }),
  )
  expect(shapeOf(emitted.file.pipelines?.default)).toBe('loud')
  expect(shapeOf(emitted.file.pipelines?.custom?.['s-night'])).toBe('loud')
  expect(stepOf(emitted.file.pipelines?.custom?.s, 'there').condition).toEqual({
    state: 'to == "there"',
  })
})
