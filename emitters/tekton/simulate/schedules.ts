import type { PlanEvent } from '../../../src/plan/event.ts'
import { mapOf, textOf } from '../../../src/yaml/look.ts'
import type { Manifest } from './manifests.ts'

/** The CronJobs that start at the times of a schedule; of several with those times the one of its name. */
export function jobsAt({ schedule, cron }: PlanEvent, objects: readonly Manifest[]): readonly Manifest[] {
  const jobs = objects.filter(({ kind }) => kind === 'CronJob')
  const named = jobs.filter(({ name }) => name.endsWith(`-${labelOf(schedule)}`))
  if (cron === undefined) return named
  const timely = jobs.filter(({ object }) => textOf(mapOf(object.spec).schedule) === cron)
  const both = timely.filter((job) => named.includes(job))
  return both.length > 0 ? both : timely
}

/** A name as Kubernetes takes it. */
export function labelOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}
