import type { Artifact } from '../../../src/ir.ts'
import { degraded, lowered, native, type Refine, refused } from '../../../src/vendor.ts'
import { onWindows } from '../tools.ts'
import { keyword, page } from './docs.ts'

const artifacts = keyword('artifacts')
const caching = page('caching/')

// One job has one archive, so that several artifacts share what is said of it.
const shared =
  (pick: (artifact: Artifact) => unknown, text: string): Refine =>
  (use) => {
    const all = use.job?.artifacts ?? []
    return new Set(all.map((artifact) => JSON.stringify(pick(artifact)))).size > 1
      ? degraded(text, artifacts)
      : undefined
  }

// https://github.com/google/re2/wiki/Syntax
const beyondRe2 = /\(\?(?:[=!]|<[=!]|<[A-Za-z])|\\[1-9k]/

/** Files that outlive a job. */
export const fileCells = {
  'job.artifacts': native(artifacts),
  'job.artifacts.exclude': native(
    keyword('artifactsexclude'),
    shared(
      (one) => one.exclude,
      'all artifacts of a job are one archive: what one of them leaves out is left out of all',
    ),
  ),
  'job.artifacts.retention': native(
    keyword('artifactsexpire_in'),
    shared(
      (one) => one.retentionDays,
      'all artifacts of a job are one archive, which is kept for the longest of their times',
    ),
  ),
  'job.artifacts.when': native(
    keyword('artifactswhen'),
    shared((one) => one.when, 'all artifacts of a job are one archive, which is kept after every result'),
  ),
  'job.artifacts.ifMissing': lowered('a test at the end of the script', artifacts, (use) =>
    use.job !== undefined && onWindows(use.job)
      ? refused("look for the files in a step, and say ifMissing: 'warn'", artifacts)
      : undefined,
  ),
  'job.artifacts.modes': native(artifacts),
  'job.artifacts.matrix': native(artifacts),
  'job.caches': native(keyword('cache')),
  'job.caches.prefix': native(keyword('cachekeyprefix')),
  'job.caches.fallback': degraded(
    'left out: GitLab looks under whole keys alone, and keys end in the hash of a file',
    keyword('cachefallback_keys'),
  ),
  'job.caches.policy': native(keyword('cachepolicy')),
  'job.caches.outside': degraded('paths outside of the project are not kept: let the tool use a folder in it', caching),
  'job.reports.junit': native(page('yaml/artifacts_reports/#artifactsreportsjunit')),
  'job.reports.coverage': native(page('yaml/artifacts_reports/#artifactsreportscoverage_report')),
  'job.reports.coverage.pattern': native(keyword('coverage'), (use) =>
    beyondRe2.test(use.job?.reports.coverage?.pattern ?? '')
      ? refused(
          'write the pattern without looking around, without names and without references back: GitLab reads it as RE2',
          keyword('coverage'),
        )
      : undefined,
  ),
} as const
