import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import pack from '../../package.json' with { type: 'json' }
import { readCache } from '../load/cache.ts'
import { cacheFolder } from '../load/cache-folder.ts'
import { discoverStories } from '../load/discover.ts'
import { startBundle } from '../load/start-bundle.ts'
import type { StartedBundle } from '../load/started.ts'

// More of them at once would only wait for each other.
const most = 2

/** Starts the bundler for the stories that a command line means, so that it works while the program loads. */
export function startBundles(args: readonly string[], self: string): ReadonlyMap<string, StartedBundle> {
  const { cwd, env } = { cwd: process.cwd(), env: process.env }
  const names = args.filter((arg) => /\.story\.(?:m?ts|js)$/.test(arg)).map((name) => resolve(cwd, name))
  const files = names.length > 0 ? names.filter((name) => existsSync(name)) : discoverStories(cwd)
  const started = new Map<string, StartedBundle>()
  for (const file of files.slice(0, most)) {
    const folder = cacheFolder(file, env)
    const story = { file, name: basename(file), root: dirname(file) }
    if (folder === undefined || readCache(folder, story, pack.version) !== undefined) continue
    const one = startBundle({ file, self, env, folder })
    if (one !== undefined) started.set(file, one)
  }
  return started
}
