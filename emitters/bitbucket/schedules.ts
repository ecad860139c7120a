import type { Trigger } from '../../src/ir.ts'

type Schedule = Extract<Trigger, { readonly kind: 'schedule' }>

const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const

/**
 * The times of a schedule as Bitbucket writes them: seconds first, one of the two day fields open, in UTC. A cron that
 * restricts both day fields means either, which takes two schedules.
 */
export function quartzOf(schedule: Schedule): readonly string[] {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = schedule.cron.split(' ')
  const time = `0 ${minute} ${shift(hour, minute, offsetOf(schedule.timeZone)) ?? hour}`
  const onDay = `${time} ${day} ${month} ? *`
  const onWeekday = `${time} ? ${month} ${weekdays(weekday)} *`
  if (weekday === '*') return [onDay]
  return day === '*' ? [onWeekday] : [onDay, onWeekday]
}

/** Whether the hours of a schedule are the same in UTC the whole year. */
export function isSteady({ timeZone, cron }: Schedule): boolean {
  const offset = offsetOf(timeZone)
  const [minute = '*', hour = '*'] = cron.split(' ')
  return offset !== undefined && shift(hour, minute, offset) !== undefined
}

/** The call that makes a schedule: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pipelines/ */
export function scheduleCall(pattern: string, branch: string, times: string): string {
  const body = {
    type: 'pipeline_schedule',
    enabled: true,
    cron_pattern: times,
    target: {
      type: 'pipeline_ref_target',
      ref_type: 'branch',
      ref_name: branch,
      selector: { type: 'custom', pattern },
    },
  }
  return `POST https://api.bitbucket.org/2.0/repositories/{workspace}/{repo_slug}/pipelines_config/schedules/ ${JSON.stringify(body)}`
}

/** Minutes that a time zone is ahead of UTC; undefined where that changes with the season. */
function offsetOf(timeZone: string): number | undefined {
  if (timeZone === 'UTC') return 0
  const at = (month: number): number => {
    const date = new Date(Date.UTC(2026, month, 1))
    const local = new Date(`${date.toLocaleString('sv-SE', { timeZone })}Z`)
    return (local.getTime() - date.getTime()) / 60_000
  }
  return at(0) === at(6) ? at(0) : undefined
}

function shift(hour: string, minute: string, offset: number | undefined): string | undefined {
  if (offset === 0) return hour
  if (offset === undefined || offset % 60 !== 0 || !/^\d+$/.test(minute)) return undefined
  if (hour === '*') return hour
  if (!/^\d+(,\d+)*$/.test(hour)) return undefined
  const shifted = hour.split(',').map((one) => Number(one) - offset / 60)
  return shifted.every((one) => one >= 0 && one <= 23) ? shifted.join(',') : undefined
}

function weekdays(field: string): string {
  const names = field.toUpperCase().replaceAll(/\d/g, (digit) => days[Number(digit) % 7] as string)
  if (/^[A-Z]+$/.test(names)) return names
  const chosen = field.toUpperCase().split(',').flatMap(numbersOf)
  const inOrder = [...new Set(chosen)].sort((a, b) => a - b)
  const whole = inOrder.length > 2 && inOrder.every((day, index) => day === (inOrder[0] as number) + index)
  if (whole) return `${days[inOrder[0] as number]}-${days[inOrder[inOrder.length - 1] as number]}`
  return inOrder.map((day) => days[day]).join(',')
}

function numbersOf(part: string): readonly number[] {
  const [range = '*', step] = part.split('/')
  const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : days.indexOf(text as (typeof days)[number]))
  const [from, to] = range === '*' ? [0, 6] : range.split('-').map(number)
  const last = to ?? (step === undefined ? (from as number) : 6)
  const found: number[] = []
  for (let day = from as number; day <= last; day += Number(step ?? 1)) found.push(day % 7)
  return found
}
