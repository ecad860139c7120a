import { layersOf } from '../../lower/layers.ts'
import { cellName } from '../../plan/cell-name.ts'
import { tellWhy } from '../../plan/tell.ts'
import type { VendorTest } from '../../plan/vendor-words.ts'
import type { PlannedStory, VendorPlan } from './planned-story.ts'

/** A planned story as plain data for programs: its form changes only with the version of the JSON. */
export function jsonOf({ pipeline, event, plan, open, env, vendors }: PlannedStory): object {
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
      fate: open.has(cellName(job, cell)) ? 'unknown' : fate,
      why: why === null ? null : tellWhy(why),
      ...(open.has(cellName(job, cell)) ? { decidedBy: decidersOf(open.get(cellName(job, cell)) ?? []) } : {}),
      layer: layer.get(job) ?? 1,
      ...rest,
      env: env.get(cellName(job, cell)) ?? [],
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

function decidersOf(tests: readonly VendorTest[]): readonly string[] {
  return [...new Set(tests.flatMap(({ texts }) => Object.keys(texts)))]
}

function vendorOf({ state, jobs, differences }: VendorPlan, names: readonly string[]): object {
  if (state !== 'played') return { state }
  return {
    state,
    fates: Object.fromEntries(names.map((name) => [name, jobs.get(name)?.fate ?? 'absent'])),
    differences,
  }
}
