import { layersOf } from '../../lower/layers.ts'
import { cellName } from '../../plan/cell-name.ts'
import { tellWhy } from '../../plan/tell.ts'
import type { PlannedStory, VendorPlan } from './planned-story.ts'

/** A planned story as plain data for programs: its form changes only with the version of the JSON. */
export function jsonOf({ pipeline, event, plan, vendors }: PlannedStory): object {
  const waits = new Map(plan.jobs.map(({ job, waits: list }) => [job, list]))
  const layer = new Map(
    layersOf([...waits.keys()], waits).flatMap((jobs, index) => jobs.map((job) => [job, index + 1])),
  )
  return {
    name: pipeline.name,
    source: pipeline.source,
    event,
    starts: plan.starts,
    jobs: plan.jobs.map(({ job, cell, fate, why, ...rest }) => ({
      job,
      cell,
      fate,
      why: why === null ? null : tellWhy(why),
      layer: layer.get(job) ?? 1,
      ...rest,
    })),
    ...(vendors.length === 0
      ? {}
      : {
          vendors: Object.fromEntries(
            vendors.map((one) => [
              one.vendor.id,
              vendorOf(
                one,
                plan.jobs.map((run) => cellName(run.job, run.cell)),
              ),
            ]),
          ),
        }),
  }
}

function vendorOf({ state, jobs, differences }: VendorPlan, names: readonly string[]): object {
  if (state !== 'played') return { state }
  return {
    state,
    fates: Object.fromEntries(names.map((name) => [name, jobs.get(name)?.fate ?? 'absent'])),
    differences,
  }
}
