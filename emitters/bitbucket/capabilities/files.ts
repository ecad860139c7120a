import { degraded, lowered, native } from '../../../src/vendor.ts'
import { hasKnownPrefix } from '../cache.ts'
import { docs } from '../docs.ts'
import { usual } from '../usual.ts'

/** Files that outlive a job. */
export const fileCapabilities = {
  'job.artifacts': native(docs.artifacts),
  'job.artifacts.exclude': native(docs.artifacts),
  'job.artifacts.retention': degraded(
    'artifacts are kept for 14 days, no less and no more',
    docs.artifacts,
    ({ job, detail }) => {
      const days = job?.artifacts.find(({ name }) => name === detail)?.retentionDays
      return days === usual.artifacts.retentionDays ? native(docs.artifacts) : undefined
    },
  ),
  'job.artifacts.when': native(docs.artifacts),
  'job.artifacts.ifMissing': lowered('the script looks for the files', docs.artifacts),
  'job.artifacts.modes': native(docs.artifacts),
  'job.artifacts.matrix': lowered('an artifact for each cell, with its values in the name', docs.artifacts),
  'job.caches': native(docs.caches),
  'job.caches.prefix': lowered('text of the key stands in the name of the cache', docs.caches, ({ job, detail }) => {
    const cache = job?.caches.find((one) => one.name === detail)
    return cache === undefined || hasKnownPrefix(cache)
      ? undefined
      : degraded('values of a run cannot be in the name of a cache, so that the prefix is left out', docs.caches)
  }),
  'job.caches.fallback': degraded('a cache has one key, and no other is looked under', docs.caches),
  'job.caches.policy': degraded('a cache is always read, and written once for each key', docs.caches),
  'job.caches.outside': native(docs.caches),
  'job.reports.junit': native(docs.reports),
  'job.reports.coverage': degraded('Bitbucket shows no coverage: the report is left out', docs.reports),
  'job.reports.coverage.pattern': degraded('Bitbucket shows no coverage', docs.reports),
} as const
