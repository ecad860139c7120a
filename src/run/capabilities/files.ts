import type { FeatureId } from '../../features.ts'
import { type Cell, lowered, native } from '../../vendor.ts'
import { page } from './page.ts'

const copied = lowered('--artifacts DIR copies it out of the run', page)

/** Cells about files that outlive a job. */
export const fileCells = {
  'job.artifacts': native(page),
  'job.artifacts.exclude': native(page),
  'job.artifacts.retention': lowered('it is gone with the run, unless --artifacts DIR copies it out', page),
  'job.artifacts.when': native(page),
  'job.artifacts.ifMissing': native(page),
  'job.artifacts.modes': native(page),
  'job.artifacts.matrix': native(page),
  'job.caches': native(page),
  'job.caches.prefix': native(page),
  'job.caches.fallback': native(page),
  'job.caches.policy': native(page),
  'job.caches.outside': lowered('the folder of this machine is used as it is', page),
  'job.reports.junit': copied,
  'job.reports.coverage': copied,
  'job.reports.coverage.pattern': native(page),
} as const satisfies Partial<Record<FeatureId, Cell>>
