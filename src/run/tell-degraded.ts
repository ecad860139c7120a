import type { Report } from '../diagnostics.ts'
import { featureIds, featureOf } from '../features.ts'
import type { Job, Pipeline } from '../ir.ts'
import { capabilities } from './capabilities.ts'

const degraded = featureIds.filter((id) => capabilities[id].level === 'degraded')

/** Reports what means less here than in the story, once for each feature, of the jobs that run. */
export function tellDegraded(pipeline: Pipeline, runs: (job: Job) => boolean, report: Report): void {
  const running = { ...pipeline, jobs: pipeline.jobs.filter(runs) }
  for (const id of degraded) {
    const { title, find } = featureOf(id)
    const [use] = find(running)
    if (use !== undefined)
      report('run-degraded', use.origin, { feature: `${title} (${use.subject})`, text: capabilities[id].text })
  }
}
