import type { Cache } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'

/**
 * The caches of a step that files make the key of, which a story has words for; those of the vendor have no key.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/cache-dependencies/
 */
export function readCaches(data: Data | undefined, root: DataMap, origin: Origin): readonly Cache[] {
  const known = mapOf(mapOf(root.definitions).caches)
  const names = textsOf(data ?? null)
  const caches = names.flatMap((name): readonly Cache[] => {
    const { key, path, ...rest } = mapOf(known[name])
    const files = isMap(key) ? textsOf(key.files ?? null) : []
    const place = textOf(path ?? null) ?? ''
    const plain = files.length > 0 && files.length <= 2 && Object.keys(rest).length === 0
    if (!plain || ![place, ...files].every((one) => /^[\w./-]+$/.test(one) && !/^\/|(?:^|\/)\.\.(?:\/|$)/.test(one)))
      return []
    return [{ name, paths: [place], keyFiles: files, prefix: [], fallback: [], policy: 'pull-push', env: [], origin }]
  })
  // One patch holds all caches of a step, so that it has all of them in one way or the other.
  return caches.length === names.length ? caches : []
}
