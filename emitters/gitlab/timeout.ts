import type { Job } from '../../src/ir.ts'
import { id } from './title.ts'

// What GitLab gives a job where neither its file nor the settings of the project say more.
const usualMinutes = 60

/**
 * The time limit in minutes that all jobs share and that stands once, in `default`; undefined where each job says its own:
 * https://docs.gitlab.com/ci/yaml/#default
 */
export function sharedTimeout(jobs: readonly Job[]): number | undefined {
  const [first, ...others] = jobs.filter(({ steps }) => steps.length > 0)
  if (first === undefined || others.length === 0 || first.timeoutMinutes === usualMinutes) return undefined
  return others.every((job) => job.timeoutMinutes === first.timeoutMinutes) ? first.timeoutMinutes : undefined
}

/** The time limit of a job; undefined where the file says it once, or what fills the job or the project says it. */
export function writeTimeout(
  { steps, timeoutMinutes, timeoutOf }: Job,
  shared: number | undefined,
): string | undefined {
  if (timeoutOf === id) return undefined
  return timeoutMinutes === (steps.length > 0 ? shared : usualMinutes) ? undefined : minutesText(timeoutMinutes)
}

/** Minutes as GitLab reads them. */
export function minutesText(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
