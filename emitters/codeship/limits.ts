import type { Report } from '../../src/diagnostics.ts'
import { runSteps } from '../../src/features/use.ts'
import type { Pipeline } from '../../src/ir.ts'
import { inside } from '../../src/origin.ts'
import type { Flavor } from './flavor.ts'

/** Minutes that a build may take: https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps */
export const mostMinutes = { pro: 300, basic: 180 } as const

/** Variables that CodeShip sets, and the one that steps write outputs to. */
const kept = /^CI_|^PIPEGEN_OUTPUT$|^pipegen_/

/** Reports what a story asks for in greater number than CodeShip takes, and names that mean something else there. */
export function checkLimits(pipeline: Pipeline, flavor: Flavor, report: Report): void {
  const envs = [pipeline.env, ...pipeline.jobs.flatMap((job) => [job.env, ...runSteps(job).map((step) => step.env)])]
  for (const { name, origin } of envs.flat()) {
    if (kept.test(name)) report('bad-env-name', origin, { name, why: `${flavor.title} sets it, and steps rely on it` })
  }
  const most = flavor.images ? mostMinutes.pro : mostMinutes.basic
  for (const job of pipeline.jobs) {
    if (job.timeoutMinutes <= most) continue
    report('limit', inside(job.origin, 'timeout'), {
      vendor: flavor.title,
      what: 'minutes for a whole build',
      count: String(job.timeoutMinutes),
      limit: String(most),
    })
  }
}
