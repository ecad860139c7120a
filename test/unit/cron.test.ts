import { expect, test } from 'vitest'
import { cronFault } from '../../dsl/compile/cron.ts'

test.each([
  '0 3 * * *',
  '*/15 * * * *',
  '30 5 * * 1-5',
  '0 0 1,15 * *',
  '0 9 * jan-mar mon',
  '5 4 * * 7',
  '0-30/10 8-18 * * *',
  '0 0 * * SUN',
])('%s is a cron expression', (cron) => {
  expect(cronFault(cron)).toBeUndefined()
})

test.each([
  ['', 'it has 0 fields instead of 5'],
  ['0 3 * *', 'it has 4 fields instead of 5'],
  ['0 3 * * * *', 'it has 6 fields instead of 5'],
  ['60 3 * * *', "'60' is not from 0 to 59 in the field of the minute"],
  ['0 24 * * *', "'24' is not from 0 to 23 in the field of the hour"],
  ['0 3 0 * *', "'0' is not from 1 to 31 in the field of the day of month"],
  ['0 3 * 13 *', "'13' is not from 1 to 12 in the field of the month"],
  ['0 3 * * 8', "'8' is not from 0 to 7 in the field of the day of week"],
  ['0 3 * * fri-mon', "the range 'fri-mon' runs backwards in the field of the day of week"],
  ['*/0 3 * * *', "'0' is no step in the field of the minute"],
  ['0 3 ? * *', "'?' is not from 1 to 31 in the field of the day of month"],
  ['@daily', 'shorthands such as @daily are not known everywhere'],
])('%s is none: %s', (cron, fault) => {
  expect(cronFault(cron)).toBe(fault)
})
