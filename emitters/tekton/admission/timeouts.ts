import { each, faultIf, type Scene } from './scene.ts'

/** Minutes of a time limit; undefined: it is none. */
function minutes(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const parts = [...text.matchAll(/(-?[\d.]+)(h|ms|m|s)/g)]
  const unit = { h: 60, m: 1, s: 1 / 60, ms: 1 / 60000 } as const
  return parts.reduce((sum, [, count, name]) => sum + Number(count) * unit[name as keyof typeof unit], 0)
}

/** Rules about time limits. */
export const timeoutRules = {
  'timeout-not-negative': each((entry) =>
    faultIf((minutes(entry.task.timeout) ?? 0) < 0, entry, ['timeout'], 'must not be negative'),
  ),
  'timeouts-fit': ({ run }: Scene) => {
    const { timeouts } = run.spec
    const whole = minutes(timeouts?.pipeline)
    const parts = (minutes(timeouts?.tasks) ?? 0) + (minutes(timeouts?.finally) ?? 0)
    if (whole === undefined || whole === 0 || parts <= whole) return []
    return [{ path: ['spec', 'timeouts'], message: 'tasks and finally together take longer than pipeline' }]
  },
  'timeout-within-run': each((entry, { run }) => {
    const whole = minutes(run.spec.timeouts?.pipeline)
    const own = minutes(entry.task.timeout)
    return faultIf(
      whole !== undefined && whole > 0 && own !== undefined && own > whole,
      entry,
      ['timeout'],
      'is longer than that of the whole run',
    )
  }),
} as const
