import { expect, test } from 'vitest'
import { configSchema } from '../../emitters/gitlab/schema.ts'
import { validate } from '../../src/validate.ts'

const good = [
  '30 minutes',
  '1h 30m',
  '3 mins 4 sec',
  '2 hrs 20 min',
  '47 yrs 6 mos and 4d',
  '1 week',
  '168 hours',
  'one week',
]
const alsoGood = ['1 Day', '90', '1.5 hours', '2h20min', '3 weeks and 2 days', '$LIMIT', '1 day, 2 hours']
const bad = ['soon', '', '5 fortnights', 'minutes', '1 h 2', '-1 hour', 'an']

test.each([...good, ...alsoGood])('`%s` is a length of time', async (timeout) => {
  expect(await validate(configSchema, { a: { script: 'x', timeout } })).toEqual([])
})

test.each(bad)('`%s` is no length of time', async (timeout) => {
  const [found] = await validate(configSchema, { a: { script: 'x', timeout } })
  expect(found?.path).toEqual(['a', 'timeout'])
})

test('a long text that is nearly one is refused before the test times out', async () => {
  const timeout = `${'1 m '.repeat(20_000)}!`
  expect(await validate(configSchema, { a: { script: 'x', timeout } })).toHaveLength(1)
})
