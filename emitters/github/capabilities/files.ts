import { type Cell, degraded, lowered, native, type Refine } from '../../../src/vendor.ts'
import { pages } from './pages.ts'

const longest = 90
const retention: Refine = ({ job, detail }): Cell | undefined => {
  const days = job?.artifacts.find((artifact) => artifact.name === detail)?.retentionDays ?? 0
  return days > longest
    ? degraded(`public repositories keep an artifact for ${longest} days at most`, pages.artifacts)
    : undefined
}

/** Answers to files that outlive a job. */
export const fileCapabilities = {
  'job.artifacts': native(pages.artifacts),
  'job.artifacts.exclude': native(pages.artifacts),
  'job.artifacts.retention': native(pages.artifacts, retention),
  'job.artifacts.when': native(pages.artifacts),
  'job.artifacts.ifMissing': native(pages.artifacts),
  'job.artifacts.modes': lowered('the files travel in a tar archive', pages.artifacts),
  'job.artifacts.matrix': lowered('each run uploads its own under a number, and all are put together', pages.artifacts),
  'job.caches': native(pages.caching),
  'job.caches.prefix': native(pages.caching),
  'job.caches.fallback': native(`${pages.caching}#cache-key-matching`),
  'job.caches.policy': native(pages.caching),
  'job.caches.outside': native(pages.caching),
  'job.reports.junit': lowered('the files are uploaded as an artifact', pages.artifacts),
  'job.reports.coverage': lowered('the file is uploaded as an artifact', pages.artifacts),
  'job.reports.coverage.pattern': degraded('nobody looks for the percentage in the log', pages.artifacts),
} as const
