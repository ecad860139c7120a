import { cacheName } from '../../../src/cache-name.ts'
import type { Cache } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { knownCaches } from '../cache.ts'

/**
 * The caches of a step, as far as a story has words for them: one of the vendor is one of its path.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/cache-dependencies/
 */
export function readCaches(data: Data | undefined, root: DataMap, origin: Origin): readonly Cache[] {
  const own = mapOf(mapOf(root.definitions).caches)
  const names = [...new Set(textsOf(data ?? null))]
  const caches = names.flatMap((name): readonly Cache[] => {
    const known = own[name] === undefined ? knownCaches[name] : undefined
    const spec = known === undefined ? specOf(own[name]) : { path: known, files: [] }
    if (spec === undefined) return []
    return [
      {
        name: known === undefined ? name : cacheName([known]),
        paths: [spec.path],
        keyFiles: spec.files,
        prefix: [],
        fallback: [],
        policy: 'pull-push',
        env: [],
        origin,
      },
    ]
  })
  // One patch holds all caches of a step, so that it has all of them in one way or the other.
  return caches.length === names.length ? caches : []
}

function specOf(
  definition: Data | undefined,
): { readonly path: string; readonly files: readonly string[] } | undefined {
  const { key, path, ...rest } = isMap(definition) ? definition : { path: definition ?? null }
  const files = isMap(key) ? textsOf(key.files ?? null) : []
  const place = (textOf(path ?? null) ?? '').replace(/^(?:\.\/)+/, '')
  if (Object.keys(rest).length > 0 || files.length > 2 || (key !== undefined && files.length === 0)) return undefined
  const isPlain = isPath(place) && files.every((file) => isPath(file) && !/^[~/]/.test(file))
  return isPlain ? { path: place, files } : undefined
}

function isPath(text: string): boolean {
  return /^(?:~\/|\/)?[\w.@-][\w.@/-]*$/.test(text) && !text.split('/').includes('..')
}
