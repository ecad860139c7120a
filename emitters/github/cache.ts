import type { Cache } from '../../src/ir.ts'
import { embed, escapeText, quote } from './expression.ts'
import { pinned } from './pins.ts'
import type { JobScene } from './scene.ts'
import type { GithubStep } from './schema.ts'
import { writeText } from './values.ts'

const none: readonly never[] = []

/**
 * The steps that bring caches back; unless they only read, the action saves them when the job has succeeded.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/dependency-caching
 */
export function restoreCaches(scene: JobScene): readonly GithubStep[] {
  if (scene.job.caches.length === 0) return none
  return scene.job.caches
    .filter((cache) => cache.policy !== 'push')
    .map((cache) => ({
      name: cache.policy === 'pull' ? `Restore the cache ${cache.name}` : `Cache ${cache.name}`,
      uses: pinned('actions/cache', cache.policy === 'pull' ? '/restore' : ''),
      with: {
        path: pathsOf(cache),
        key: keyOf(cache, scene),
        ...(cache.fallback.length === 0 ? {} : { 'restore-keys': fallbackOf(cache, scene) }),
      },
    }))
}

/** The steps that save caches which are only written. */
export function saveCaches(scene: JobScene): readonly GithubStep[] {
  if (scene.job.caches.length === 0) return none
  return scene.job.caches
    .filter((cache) => cache.policy === 'push')
    .map((cache) => ({
      name: `Save the cache ${cache.name}`,
      uses: pinned('actions/cache', '/save'),
      with: { path: pathsOf(cache), key: keyOf(cache, scene) },
    }))
}

function pathsOf(cache: Cache): string {
  const lines = cache.paths.map((path) => escapeText(path.startsWith('#') ? `./${path}` : path))
  return lines.length === 1 ? lines.join('') : `${lines.join('\n')}\n`
}

function keyOf(cache: Cache, scene: JobScene): string {
  const start = beginning(cache, writeText(cache.prefix, scene), scene)
  if (cache.keyFiles.length === 0) return start.slice(0, -1)
  return `${start}${embed(`hashFiles(${cache.keyFiles.map(quote).join(', ')})`)}`
}

// The dash at the end keeps a beginning from matching a longer name.
function fallbackOf(cache: Cache, scene: JobScene): string {
  const lines = cache.fallback.map((prefix) => beginning(cache, writeText(prefix, scene), scene))
  return lines.length === 1 ? lines.join('') : `${lines.join('\n')}\n`
}

function beginning(cache: Cache, prefix: string, scene: JobScene): string {
  const machine = scene.oneMachine ? '' : `${embed('runner.os')}-${embed('runner.arch')}-`
  return `${cache.name}-${machine}${prefix === '' ? '' : `${prefix}-`}`
}
