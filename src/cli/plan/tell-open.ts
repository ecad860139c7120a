import { vendors as registry } from '../../../emitters/index.ts'
import type { Report } from '../../diagnostics.ts'
import type { Vendor } from '../../vendor.ts'
import type { PlannedStory } from './planned-story.ts'

/** Reports the jobs of which vendors alone decide whether they run. */
export function tellOpen({ pipeline, open }: PlannedStory, report: Report): void {
  for (const job of pipeline.jobs) {
    const tests = [...open].filter(([run]) => run.replace(/\[.*/s, '') === job.id).flatMap(([, own]) => own)
    if (tests.length === 0) continue
    const vendors = [...new Set(tests.flatMap(({ texts }) => Object.keys(texts)))].map(
      (id) => (registry as Readonly<Record<string, Vendor>>)[id]?.title ?? id,
    )
    const texts = [...new Set(tests.flatMap((test) => Object.values(test.texts)))]
    report('plan-vendor-condition', job.origin, { job: job.id, vendors, texts })
  }
}
