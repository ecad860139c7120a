import { list } from '../../src/diagnostics/rule.ts'
import type { Report } from '../../src/diagnostics.ts'
import { docs } from './docs.ts'
import type { Added } from './order.ts'
import type { Start } from './start.ts'
import { id, title } from './title.ts'

const shown = 5

/** Reports the waits that jobs get beside those of the story, one finding for each job and reason. */
export function tellAdded(added: readonly Added[], { pipeline }: Start, report: Report): void {
  const groups = new Map<string, { readonly job: string; readonly why: string; readonly names: string[] }>()
  for (const { job, waitsFor, why } of added) {
    const key = `${job} ${why}`
    const group = groups.get(key) ?? { job, why, names: [] }
    if (!group.names.includes(waitsFor)) group.names.push(waitsFor)
    groups.set(key, group)
  }
  for (const { job, why, names } of groups.values()) {
    const found = pipeline.jobs.find((one) => one.id === job)
    const others =
      names.length > shown ? [...names.slice(0, shown).map(quote), `${names.length - shown} more`] : names.map(quote)
    report(
      'feature-lowered',
      found?.origin ?? pipeline.origin,
      {
        finding: `lowered:${id}/job.needs`,
        vendor: title,
        feature: `order of jobs (job '${job}')`,
        text: `it also waits for ${list(others)}, and does not run if one of them fails: ${why}`,
      },
      docs.parallel,
    )
  }
}

function quote(name: string): string {
  return `'${name}'`
}
