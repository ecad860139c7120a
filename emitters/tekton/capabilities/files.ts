import type { FeatureId, Use } from '../../../src/features.ts'
import type { Job, Pipeline } from '../../../src/ir.ts'
import { type Cell, degraded, lowered, native, refused } from '../../../src/vendor.ts'
import { nodeOf } from '../runner.ts'
import { docs } from './docs.ts'

const consumers = (job: Job, pipeline: Pipeline): readonly Job[] =>
  pipeline.jobs.filter((other) => other.needs.some((need) => need.artifacts && need.job === job.id))

const artifact = ({ job }: Use, pipeline: Pipeline): Cell | undefined => {
  if (job === undefined) return undefined
  const others = consumers(job, pipeline)
  if (others.length === 0)
    return degraded('it is made and looked at, but nothing is kept after the run: upload it in a step', docs.workspaces)
  const sharing = pipeline.jobs.filter(
    (one) => consumers(one, pipeline).length > 0 || one.needs.some((need) => need.artifacts),
  )
  const nodes = new Set(sharing.map((one) => JSON.stringify(nodeOf(one, pipeline))))
  return nodes.size > 1
    ? refused('the jobs that share files run on one node: let them have one kind of machine', docs.affinity)
    : undefined
}

const cache = 'it is left out, and the job is slower'
const report = 'it stays a file of the job, and the result is in the log'

/** Cells about files that outlive a job. */
export const fileCells = {
  'job.artifacts': lowered('by a volume of the run, one gibibyte', docs.workspaces, artifact),
  'job.artifacts.exclude': lowered('left out when the files are collected', docs.workspaces),
  'job.artifacts.retention': degraded('nothing is kept after the run', docs.workspaces),
  'job.artifacts.when': lowered('a step after the others looks at their result', docs.workspaces),
  'job.artifacts.ifMissing': lowered('a step looks for the files', docs.workspaces),
  'job.artifacts.modes': native(docs.workspaces),
  'job.artifacts.matrix': lowered('each run of the task has a folder of its own', docs.workspaces),
  'job.caches': degraded(cache, docs.workspaces),
  'job.caches.prefix': degraded(cache, docs.workspaces),
  'job.caches.fallback': degraded(cache, docs.workspaces),
  'job.caches.policy': degraded(cache, docs.workspaces),
  'job.caches.outside': degraded(cache, docs.workspaces),
  'job.reports.junit': degraded(report, docs.tasks),
  'job.reports.coverage': degraded(report, docs.tasks),
  'job.reports.coverage.pattern': degraded(report, docs.tasks),
} as const satisfies Partial<Record<FeatureId, Cell>>
