import { degraded, lowered, type Refine } from '../../../src/vendor.ts'
import { docs } from '../docs.ts'

const unkept = 'nothing keeps files after a build: upload them in a step'

// Files that another job takes do what the story wants of them.
const taken: Refine = ({ job }, pipeline) =>
  job !== undefined && pipeline.jobs.some((one) => one.needs.some((need) => need.artifacts && need.job === job.id))
    ? lowered(
        'copied from job to job in the folder that all steps of a build share, and gone after the build',
        docs.volumes,
      )
    : undefined

/** Files that outlive a job. */
export const fileCapabilities = {
  'job.artifacts': degraded(unkept, docs.volumes, taken),
  'job.artifacts.exclude': lowered('left out of the copy', docs.volumes),
  'job.artifacts.retention': degraded(unkept, docs.volumes),
  'job.artifacts.when': lowered('the script keeps the result of its steps, and copies by that', docs.volumes),
  'job.artifacts.ifMissing': lowered('the script looks for the files', docs.volumes),
  'job.artifacts.modes': lowered('copied with their modes', docs.volumes),
  'job.artifacts.matrix': lowered('a folder for each cell', docs.volumes),
  'job.caches': degraded('no folder outlives a build: what takes long to install belongs into an image', docs.caching),
  'job.caches.prefix': degraded('the cache is left out', docs.caching),
  'job.caches.fallback': degraded('the cache is left out', docs.caching),
  'job.caches.policy': degraded('the cache is left out', docs.caching),
  'job.caches.outside': degraded('the cache is left out', docs.caching),
  'job.reports.junit': degraded('CodeShip shows the log alone: the report is left out', docs.steps),
  'job.reports.coverage': degraded('CodeShip shows the log alone: the report is left out', docs.steps),
  'job.reports.coverage.pattern': degraded('CodeShip shows the log alone', docs.steps),
} as const
