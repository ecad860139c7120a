import { expect, test } from 'vitest'
import { schedule } from '../unit/github-scheduler.ts'
import { load } from './github-load.ts'

const push = { event_name: 'push', ref: 'refs/heads/main', ref_name: 'main' }
const pull = { event_name: 'pull_request', ref: 'refs/pull/1/merge', base_ref: 'main' }

// https://github.com/actions/runner/issues/491: a skipped job skips all that come after it, unless they ask for results.
test('a job that is skipped does not keep later stages from running, nor jobs that do not name it', async () => {
  const { text } = await load('skipped-need')
  expect(schedule(text, push, {}, false)).toMatchObject({ preview: 'skipped', image: 'success', release: 'success' })
})

test('a job whose needed job is skipped is skipped, and a failure stops the later stages', async () => {
  const { text } = await load('skipped-need')
  expect(schedule(text, push, {}, false)).toMatchObject({ announce: 'skipped' })
  expect(schedule(text, pull, { unit: 'failure' }, false)).toMatchObject({ image: 'skipped', release: 'skipped' })
})

// The result of a job that ran out of time is `cancelled`, which failure() does not see.
test.each(['failure', 'timeout'] as const)('a %s two jobs before it starts the alert', async (outcome) => {
  const { text } = await load('after-failure')
  const results = schedule(text, push, { build: outcome }, false)
  expect(results).toMatchObject({ unit: 'skipped', alert: 'success', tidy: 'success' })
})

test('without a failure there is no alert', async () => {
  const { text } = await load('after-failure')
  expect(schedule(text, push, {}, false)).toMatchObject({ alert: 'skipped', tidy: 'success' })
})

test('a job that may fail counts as succeeded, and its steps stay strict unless they may fail themselves', async () => {
  const { text, job, steps } = await load('after-failure')
  expect(schedule(text, push, { lint: 'failure' }, false)).toMatchObject({ after: 'success', alert: 'skipped' })
  expect(job('lint')['continue-on-error']).toBe(true)
  expect(steps('lint').map((step) => step['continue-on-error'])).toEqual([undefined, true, undefined])
})

test('steps after a failure, and whatever happened, say so themselves', async () => {
  const { steps } = await load('after-failure')
  expect(steps('unit').map((step) => step.if)).toEqual([undefined, undefined, 'failure()'])
  expect(steps('tidy').map((step) => step.if)).toEqual([undefined, 'always()'])
})

test('each job says how long it may take: the default of the vendor is six hours', async () => {
  const { job } = await load('after-failure')
  expect([job('build')['timeout-minutes'], job('unit')['timeout-minutes']]).toEqual([5, 60])
})

test('a job that needs nothing special says nothing special', async () => {
  const { job } = await load('after-failure')
  expect([job('unit').if, job('unit').needs]).toEqual([undefined, 'build'])
})
