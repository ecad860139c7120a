import { list } from '../../src/diagnostics/rule.ts'
import type { Report } from '../../src/diagnostics.ts'
import type { Pipeline } from '../../src/ir.ts'
import { docs } from './docs.ts'
import type { Flavor } from './flavor.ts'
import type { Added } from './order.ts'

const shown = 5

/** Reports the waits that jobs get beside those of the story, one finding for each job and reason. */
export function tellAdded(added: readonly Added[], pipeline: Pipeline, flavor: Flavor, report: Report): void {
  const groups = new Map<string, { readonly job: string; readonly why: string; readonly names: Set<string> }>()
  for (const { job, waitsFor, why } of added) {
    const key = `${job} ${why}`
    const group = groups.get(key) ?? { job, why, names: new Set<string>() }
    group.names.add(waitsFor)
    groups.set(key, group)
  }
  for (const { job, why, names } of groups.values()) {
    const quoted = [...names].map((name) => `'${name}'`)
    const others = quoted.length > shown ? [...quoted.slice(0, shown), `${quoted.length - shown} more`] : quoted
    report(
      'feature-lowered',
      pipeline.jobs.find((one) => one.id === job)?.origin ?? pipeline.origin,
      {
        finding: `lowered:${flavor.id}/job.needs`,
        vendor: flavor.title,
        feature: `order of jobs (job '${job}')`,
        text: `it also waits for ${list(others)}, and does not run if one of them fails: ${why}`,
      },
      docs.groups,
    )
  }
}
