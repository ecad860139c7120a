import { annotate, type Yaml } from '../../src/document.ts'
import type { Cache, Ref, Text } from '../../src/ir.ts'
import { keywordText, type Values } from './values.ts'

/** The most caches of a job: https://docs.gitlab.com/ci/caching/ */
export const mostCaches = 4

/** Whether a path lies outside of the project, where GitLab keeps nothing. */
function isOutside(path: string): boolean {
  return path.startsWith('~') || path.startsWith('/')
}

/** The caches of a job; paths outside of the project are left out. */
export function writeCaches(caches: readonly Cache[], values: Values): readonly Yaml[] {
  return caches
    .map((cache) => ({ cache, paths: cache.paths.filter((path) => !isOutside(path)) }))
    .filter(({ paths }) => paths.length > 0)
    .map(({ cache, paths }) => ({
      key:
        cache.keyFiles.length === 0
          ? prefixOf(cache, values)
          : { files: annotate(cache.keyFiles, { flow: true }), prefix: prefixOf(cache, values) },
      paths: annotate(paths, { flow: true }),
      policy: cache.policy === 'pull-push' ? undefined : cache.policy,
    }))
}

// A key has no slash: https://docs.gitlab.com/ci/yaml/#cachekey
function prefixOf(cache: Cache, values: Values): string {
  const text: Text = cache.prefix.map((part) => (typeof part === 'string' ? part.replaceAll('/', '-') : part))
  const prefix = text
    .map((part) => (typeof part === 'string' ? part : (slugOf(part) ?? keywordText([part], values))))
    .join('')
  return prefix === '' ? cache.name : `${cache.name}-${prefix}`
}

const slugs: Readonly<Record<string, string>> = {
  branch: '$CI_COMMIT_REF_SLUG',
  tag: '$CI_COMMIT_REF_SLUG',
  'pullRequest.sourceBranch': '$CI_COMMIT_REF_SLUG',
  repository: '$CI_PROJECT_PATH_SLUG',
}

function slugOf(ref: Ref): string | undefined {
  return ref.ref === 'context' ? slugs[ref.name] : undefined
}
