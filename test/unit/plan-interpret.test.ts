import { describe, expect, test } from 'vitest'
import { all, any } from '../../dsl/condition.ts'
import {
  after,
  always,
  branch,
  changed,
  ctx,
  environment,
  input,
  job,
  manual,
  matrix,
  onFailure,
  optional,
  pullRequest,
  push,
  sh,
  story,
  tag,
} from '../../dsl/index.ts'
import type { Story } from '../../dsl/story.ts'
import { cellName } from '../../src/plan/cell-name.ts'
import type { Outcomes, PlanEvent } from '../../src/plan/event.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import { allWell } from '../../src/plan/grid/outcomes.ts'
import { interpret } from '../../src/plan/interpret.ts'
import { compileSpec } from '../harness/compile-spec.ts'

const steps = [sh`true`]
const main = baseEvent('main')
const pull: PlanEvent = {
  ...main,
  name: 'pullRequest',
  branch: '',
  pullRequest: { number: 1, title: 'One', sourceBranch: 'topic', targetBranch: 'main', fork: false },
}

function fates(told: Story, event: Partial<PlanEvent> = {}, outcomes: Partial<Outcomes> = {}): Record<string, string> {
  const plan = interpret(compileSpec(told), { ...main, ...event }, { ...allWell, ...outcomes })
  return Object.fromEntries(plan.jobs.map(({ job: id, cell, fate }) => [cellName(id, cell), fate]))
}

describe('what starts a run', () => {
  const starts = (on: Parameters<typeof story>[0]['on'], event: Partial<PlanEvent>) =>
    interpret(
      compileSpec(story({ name: 's', on, stages: { a: { one: job({ steps }) } } })),
      { ...main, ...event },
      allWell,
    ).starts

  test.each([
    [{ branches: ['main', 'release/*'] }, { branch: 'release/1' }, true],
    [{ branches: ['main', 'release/*'] }, { branch: 'release/1/x' }, false],
    [{ branches: ['main'] }, { branch: 'Main' }, false],
    [{ ignoreBranches: ['wip/**'] }, { branch: 'wip/a/b' }, false],
    [{ ignoreBranches: ['wip/**'] }, { branch: 'topic' }, true],
    [{ paths: ['src/**'] }, { changed: ['docs/a.md'] }, false],
    [{ paths: ['src/**'] }, { changed: ['docs/a.md', 'src/a.ts'] }, true],
    [{ paths: ['src/**'] }, { changed: null }, true],
    [{ paths: ['**/*.ts'] }, { changed: ['a.ts'] }, true],
    [{ ignorePaths: ['docs/**'] }, { changed: ['docs/a.md'] }, false],
    [{ ignorePaths: ['docs/**'] }, { changed: ['docs/a.md', 'a.ts'] }, true],
  ])('push(%j) on %j: %j', (filters, event, expected) => {
    expect(starts([push(filters)], event)).toBe(expected)
  })

  test('each event has its own triggers', () => {
    const tagged: Partial<PlanEvent> = { name: 'tag', branch: '', tag: 'v1' }
    expect(starts([push()], tagged)).toBe(false)
    expect(starts([tag('v*')], tagged)).toBe(true)
    expect(starts([tag('w*')], tagged)).toBe(false)
    expect(starts([push()], pull)).toBe(false)
    expect(starts([pullRequest({ branches: ['main'] })], pull)).toBe(true)
    expect(starts([pullRequest({ branches: ['develop'] })], pull)).toBe(false)
    expect(starts([manual()], { name: 'manual' })).toBe(true)
  })
})

describe('what becomes of jobs', () => {
  const one = job({ steps })
  const two = job({ steps })

  test('a failure holds back what waits for it, and what waits for that', () => {
    const last = job({ steps })
    const beside = job({ needs: [two], steps })
    const told = story({ name: 's', on: [push()], stages: { a: { one, two }, b: { beside }, c: { last } } })
    expect(fates(told, {}, { failing: ['one'] })).toEqual({
      one: 'failed',
      two: 'succeeded',
      beside: 'succeeded',
      last: 'held',
    })
  })

  test('a failure is looked at before the condition, also behind a job that was skipped', () => {
    const skipped = job({ when: branch('other'), steps })
    const last = job({ needs: [optional(skipped)], steps })
    const told = story({ name: 's', on: [push()], stages: { a: { one }, b: { skipped }, c: { last } } })
    expect(fates(told, {}, { failing: ['one'] })).toEqual({ one: 'failed', skipped: 'held', last: 'held' })
    expect(fates(told)).toEqual({ one: 'succeeded', skipped: 'skipped', last: 'succeeded' })
  })

  test('a skipped need skips, unless it is optional or of an earlier stage', () => {
    const skipped = job({ when: branch('other'), steps })
    const told = story({
      name: 's',
      on: [push()],
      stages: {
        a: { skipped },
        b: {
          needs: job({ needs: [after(skipped)], steps }),
          may: job({ needs: [optional(skipped)], steps }),
          stage: job({ steps }),
        },
      },
    })
    expect(fates(told)).toEqual({ skipped: 'skipped', needs: 'skipped', may: 'succeeded', stage: 'succeeded' })
  })

  test('jobs for failures run after any failure before them, and others always', () => {
    const mend = job({ when: onFailure(), steps })
    const sweep = job({ when: all(always(), branch('main')), steps })
    const told = story({ name: 's', on: [push()], stages: { a: { one }, b: { two }, c: { mend, sweep } } })
    expect(fates(told)).toMatchObject({ mend: 'skipped', sweep: 'succeeded' })
    expect(fates(told, {}, { failing: ['one'] })).toMatchObject({ two: 'held', mend: 'succeeded', sweep: 'succeeded' })
    expect(fates(told, { branch: 'topic' }, { failing: ['one'] })).toMatchObject({ sweep: 'skipped' })
  })

  test('an allowed failure counts as success', () => {
    const may = job({ allowFailure: true, steps })
    const told = story({
      name: 's',
      on: [push()],
      stages: { a: { may }, b: { two, mend: job({ when: onFailure(), steps }) } },
    })
    expect(fates(told, {}, { failing: ['may'] })).toEqual({ may: 'failed', two: 'succeeded', mend: 'skipped' })
  })

  test('a closed gate lets nothing behind it begin, whatever its status', () => {
    const gate = job({ environment: environment('production', { approval: 'manual' }), steps })
    const sweep = job({ when: always(), steps })
    const told = story({ name: 's', on: [push()], stages: { a: { one }, b: { gate }, c: { two, sweep } } })
    expect(fates(told, {}, { closed: ['gate'] })).toEqual({
      one: 'succeeded',
      gate: 'waiting',
      two: 'waiting',
      sweep: 'waiting',
    })
    expect(fates(told, {}, { closed: ['gate'], failing: ['one'] })).toMatchObject({
      gate: 'held',
      two: 'held',
      sweep: 'succeeded',
    })
  })

  test('runs of a matrix have conditions and failures of their own', () => {
    const cells = job({ matrix: { of: ['a', 'b'] }, when: ({ of }) => any(of.is('a'), branch('main')), steps })
    const told = story({ name: 's', on: [push()], stages: { a: { cells }, b: { two } } })
    expect(fates(told, { branch: 'topic' })).toEqual({
      'cells[a]': 'succeeded',
      'cells[b]': 'skipped',
      two: 'succeeded',
    })
    expect(fates(told, {}, { failing: ['cells[b]'] })).toEqual({
      'cells[a]': 'succeeded',
      'cells[b]': 'failed',
      two: 'held',
    })
  })

  test('a run that fails fast ends the others', () => {
    const cells = job({ matrix: matrix({ of: ['a', 'b'] }, { failFast: true }), steps })
    const told = story({ name: 's', on: [push()], stages: { a: { cells } } })
    expect(fates(told, {}, { failing: ['cells[b]'] })).toEqual({ 'cells[a]': 'held', 'cells[b]': 'failed' })
  })

  test('outputs decide, and are empty where nothing was written', () => {
    const find = job({ outputs: ['found'], steps: [sh`echo found=yes >> "$PIPEGEN_OUTPUT"`] })
    const use = job({ when: find.outputs.found.is('yes'), steps })
    const other = job({ when: find.outputs.found.is(''), steps })
    const told = story({ name: 's', on: [push()], stages: { a: { find }, b: { use, other } } })
    expect(fates(told)).toMatchObject({ use: 'skipped', other: 'succeeded' })
    expect(fates(told, {}, { outputs: { find: { found: 'yes' } } })).toMatchObject({
      use: 'succeeded',
      other: 'skipped',
    })
  })

  test('inputs have their defaults on every event', () => {
    const byHand = manual({ inputs: { channel: input.choice(['stable', 'beta']) } })
    const stable = job({ when: byHand.inputs.channel.is('stable'), steps })
    const told = story({ name: 's', on: [push(), byHand], stages: { a: { stable } } })
    expect(fates(told)).toEqual({ stable: 'succeeded' })
    expect(fates(told, { name: 'manual', inputs: { channel: 'beta' } })).toEqual({ stable: 'skipped' })
  })

  test('changed paths count where they can be known', () => {
    const docs = job({ when: changed('docs/**'), steps })
    const told = story({ name: 's', on: [push(), tag('v*')], stages: { a: { docs } } })
    expect(fates(told, { changed: ['src/a.ts'] })).toEqual({ docs: 'skipped' })
    expect(fates(told, { name: 'tag', branch: '', tag: 'v1', changed: ['src/a.ts'] })).toEqual({ docs: 'succeeded' })
  })
})

test('a plan says the order, the reason and the environment', () => {
  const test = job({ steps })
  const deploy = job({
    needs: [test],
    when: branch('main'),
    environment: environment(`review-${ctx.event}-${ctx.sha}`),
    steps,
  })
  const pipeline = compileSpec(story({ name: 's', on: [push()], stages: { all: { deploy, test } } }))
  expect(interpret(pipeline, { ...main, branch: 'topic' }, allWell).jobs).toMatchObject([
    { job: 'test', why: null, waits: [], environment: null, gate: false, lock: null },
    {
      job: 'deploy',
      fate: 'skipped',
      why: { because: 'condition', condition: { test: 'branch', patterns: ['main'] } },
      waits: ['test'],
      environment: 'review-push-<sha>',
    },
  ])
})
