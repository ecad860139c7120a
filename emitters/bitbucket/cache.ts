import { cacheName } from '../../src/cache-name.ts'
import type { Cache } from '../../src/ir.ts'
import { machinesOf } from '../../src/machine.ts'
import type { Definitions } from './definitions.ts'
import { machineOf } from './runner.ts'
import { plainText, type Scope } from './values.ts'

/** The paths of the caches that Bitbucket has definitions of: https://support.atlassian.com/bitbucket-cloud/docs/cache-dependencies/ */
export const knownCaches: Readonly<Record<string, string>> = {
  composer: '~/.composer/cache',
  dotnetcore: '~/.nuget/packages',
  gradle: '~/.gradle/caches',
  ivy2: '~/.ivy2/cache',
  maven: '~/.m2/repository',
  node: 'node_modules',
  pip: '~/.cache/pip',
  sbt: '~/.sbt',
}

/**
 * The names of the caches of a step, each defined for the whole file. A definition has one path and files for its key
 * alone, so that text of the key stands in the name: https://support.atlassian.com/bitbucket-cloud/docs/cache-dependencies/
 */
export function writeCaches(scope: Scope, definitions: Definitions): readonly string[] {
  return scope.job.caches.flatMap((cache) =>
    cache.paths.map((path) => {
      const name = nameOf(cache, scope)
      if (cache.keyFiles.length > 0) return definitions.cache(name, { key: { files: cache.keyFiles }, path })
      const known = name === cacheName([path]) ? knownFor(path) : undefined
      return known ?? definitions.cache(name, path)
    }),
  )
}

function knownFor(path: string): string | undefined {
  return Object.keys(knownCaches).find((name) => knownCaches[name] === path)
}

/** Whether the prefix of a cache is known when the file is written. */
export function hasKnownPrefix(cache: Cache): boolean {
  return cache.prefix.every((part) => typeof part === 'string' || part.ref === 'matrix')
}

function nameOf(cache: Cache, scope: Scope): string {
  const { os, arch } = machineOf(scope.job, scope.start.pipeline, scope.cell)
  const prefix = hasKnownPrefix(cache) ? (plainText(cache.prefix, scope) ?? '') : ''
  const machine = isOnOneMachine(cache, scope) ? [] : [os === 'linux' ? '' : os, arch === 'x64' ? '' : arch]
  return [cache.name, prefix, ...machine].filter((part) => part !== '').join('-')
}

// Where the same system makes all that is kept under a name, the name need not say which.
function isOnOneMachine({ name, keyFiles }: Cache, { start: { pipeline } }: Scope): boolean {
  const users = pipeline.jobs.filter(({ caches }) => caches.some((other) => other.name === name))
  const systems = users.flatMap(({ runner, matrix }) => machinesOf({ runner: { ...runner, size: [] }, matrix }))
  return keyFiles.length === 0 && new Set(systems).size === 1
}
