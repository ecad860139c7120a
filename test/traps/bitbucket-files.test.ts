import { expect, test } from 'vitest'
import { event, job, push, sh, story, tag } from '../../dsl/index.ts'
import type { Stages, Story } from '../../dsl/story.ts'
import type { Trigger } from '../../dsl/trigger.ts'
import type { BitbucketFile } from '../../emitters/bitbucket/schema.ts'
import { emitBitbucket, shapeOf } from '../unit/bitbucket-emit.ts'

const _told = (name: string, on: readonly Trigger[], stages: Stages): Story => story({ name, on, stages })
const _main = (file: BitbucketFile) => file.pipelines?.default

test('a push of a tag does not reach the selectors of branches', async () => {
  const unit = job({ steps: [sh`make`] })
  const { file } = await emitBitbucket(
    story({
      name: 'tags',
      on: [push(), tag('v*')],
      stages: { all: { unit, ship: job({ when: tag('v*'), steps: [sh`./ship`] }) } },
    }),
  )
  expect(shapeOf(file.pipelines?.default)).toBe('unit')
  expect(shapeOf(file.pipelines?.tags?.['v*'])).toBe('[unit ship]')
})

test('schedules live outside of the file, each with the call that makes it', async () => {
  const { schedule } = await import('../../dsl/index.ts')
  const emitted = await emitBitbucket(
    story({
      name: 'night',
      on: [schedule('30 5 * * 1-5', { name: 'early' })],
      stages: { all: { only: job({ when: event('schedule'), steps: [sh`make`] }) } },
    }),
  )
  const setup = emitted.found.find((one) => one.code === 'feature-setup')
  expect(setup?.message).toContain(
    '/pipelines_config/schedules/ {"type":"pipeline_schedule","enabled":true,"cron_pattern":"0 30 5 ? * MON-FRI *"',
  )
  expect(setup?.message).toContain('"selector":{"type":"custom","pattern":"night-early"}')
  expect(shapeOf(emitted.file.pipelines?.custom?.['night-early'])).toBe('only')
})
