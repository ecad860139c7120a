import type { Report } from '../../diagnostics.ts'
import { comparePlans } from '../../plan/compare.ts'
import type { Outcomes } from '../../plan/event.ts'
import { setStage } from '../../plan/play.ts'
import type { Vendor } from '../../vendor.ts'
import type { PlannedStory, VendorPlan } from './planned-story.ts'

/** Plays the event of a story on vendors, and reports where they do otherwise. */
export async function playOn(
  story: PlannedStory,
  outcomes: Outcomes,
  vendors: readonly Vendor[],
  report: Report,
): Promise<PlannedStory> {
  const plans: VendorPlan[] = []
  for (const vendor of vendors) plans.push(await playOnOne(story, outcomes, vendor, report))
  return { ...story, vendors: plans }
}

async function playOnOne(
  { pipeline, event }: PlannedStory,
  outcomes: Outcomes,
  vendor: Vendor,
  report: Report,
): Promise<VendorPlan> {
  const stage = await setStage([pipeline], vendor)
  if (!stage.can) {
    if (stage.why === 'unknown') report('plan-not-played', pipeline.origin, { vendor: vendor.title })
    else {
      const first = stage.found.find(({ severity }) => severity === 'error')
      report('plan-refused', pipeline.origin, { vendor: vendor.title, why: first?.message ?? '' })
    }
    return { vendor, state: stage.why, jobs: new Map(), differences: [] }
  }
  const played = await stage.play(event, outcomes)
  const differences = comparePlans(pipeline, event, outcomes, played)
  for (const { run: job, about, meant, found } of differences)
    report('plan-differs', pipeline.origin, { vendor: vendor.title, job, about, meant, found })
  return { vendor, state: 'played', jobs: played.mirror, differences }
}
