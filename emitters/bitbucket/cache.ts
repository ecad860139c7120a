import type { Cache } from '../../src/ir.ts'
import type { Definitions } from './definitions.ts'
import { machineOf } from './runner.ts'
import { plainText, type Scope } from './values.ts'

/**
 * The names of the caches of a step, each defined for the whole file. A definition has one path and files for its key
 * alone, so that text of the key stands in the name: https://support.atlassian.com/bitbucket-cloud/docs/cache-dependencies/
 */
export function writeCaches(scope: Scope, definitions: Definitions): readonly string[] {
  return scope.job.caches.flatMap((cache) =>
    cache.paths.map((path) => definitions.cache(nameOf(cache, scope), { key: { files: cache.keyFiles }, path })),
  )
}

/** Whether the prefix of a cache is known when the file is written. */
export function hasKnownPrefix(cache: Cache): boolean {
  return cache.prefix.every((part) => typeof part === 'string' || part.ref === 'matrix')
}

function nameOf(cache: Cache, scope: Scope): string {
  const { os, arch } = machineOf(scope.job, scope.start.pipeline, scope.cell)
  const prefix = hasKnownPrefix(cache) ? (plainText(cache.prefix, scope) ?? '') : ''
  return [cache.name, prefix, os === 'linux' ? '' : os, arch === 'x64' ? '' : arch]
    .filter((part) => part !== '')
    .join('-')
}
