import type { Artifact, Cache } from '../ir.ts'
import { type Feature, jobsThat, rows, useOf } from './use.ts'

const artifacts =
  (holds: (artifact: Artifact) => unknown, path: string): Feature['find'] =>
  (pipeline) =>
    pipeline.jobs
      .filter((job) => job.artifacts.length > 0)
      .flatMap((job) =>
        job.artifacts
          .filter((artifact) => holds(artifact))
          .map((artifact) => useOf(job, path, artifact.name, artifact.origin)),
      )
const caches =
  (holds: (cache: Cache) => unknown, path: string): Feature['find'] =>
  (pipeline) =>
    pipeline.jobs
      .filter((job) => job.caches.length > 0)
      .flatMap((job) =>
        job.caches.filter((cache) => holds(cache)).map((cache) => useOf(job, path, cache.name, cache.origin)),
      )
const outside = (path: string) => path.startsWith('~') || path.startsWith('/')

/** The retention that a story gets without asking, in days. */
export const defaultRetentionDays = 7

/** Files that outlive a job. */
export const fileFeatures = rows({
  'job.artifacts': { title: 'artifacts', find: artifacts(() => true, '') },
  'job.artifacts.exclude': {
    title: 'artifact without some of its files',
    find: artifacts((a) => a.exclude.length, 'exclude'),
  },
  'job.artifacts.retention': {
    title: 'retention time of an artifact',
    find: artifacts((a) => a.retentionDays !== defaultRetentionDays, 'retention'),
  },
  'job.artifacts.when': { title: 'artifact of a failed job', find: artifacts((a) => a.when !== 'success', 'when') },
  'job.artifacts.ifMissing': {
    title: 'artifact that must exist',
    safety: true,
    find: artifacts((a) => a.ifMissing === 'error', 'ifMissing'),
  },
  'job.artifacts.modes': { title: 'file modes of an artifact', find: artifacts((a) => a.modes, 'modes') },
  'job.artifacts.matrix': {
    title: 'artifacts of a matrix job',
    find: jobsThat((job) => job.matrix && job.artifacts.length, 'artifacts'),
  },
  'job.caches': { title: 'cache', find: caches(() => true, '') },
  'job.caches.prefix': { title: 'text in the key of a cache', find: caches((c) => c.prefix.length, 'prefix') },
  'job.caches.fallback': { title: 'other keys of a cache', find: caches((c) => c.fallback.length, 'fallback') },
  'job.caches.policy': {
    title: 'cache that is only read or only written',
    find: caches((c) => c.policy !== 'pull-push', 'policy'),
  },
  'job.caches.outside': {
    title: 'cache outside of the project folder',
    find: caches((c) => c.paths.some(outside), 'paths'),
  },
  'job.reports.junit': { title: 'test report', find: jobsThat((job) => job.reports.junit.length, 'reports.junit') },
  'job.reports.coverage': {
    title: 'coverage report',
    find: jobsThat((job) => job.reports.coverage?.path, 'reports.coverage'),
  },
  'job.reports.coverage.pattern': {
    title: 'coverage found in the log',
    find: jobsThat((job) => job.reports.coverage?.pattern, 'reports.coverage'),
  },
})
