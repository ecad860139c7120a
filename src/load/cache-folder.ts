import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { statOf } from './stat.ts'

/**
 * The folder that bundles are kept in: in the nearest `node_modules` above a story, else in the user's own cache folder.
 * It is made; undefined: it cannot be.
 */
export function cacheFolder(story: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  for (const folder of candidates(story, env)) {
    try {
      mkdirSync(folder, { recursive: true })
      return folder
    } catch {}
  }
  return undefined
}

function candidates(story: string, env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const modules = nearestModules(dirname(story))
  const home = env.XDG_CACHE_HOME ?? env.LOCALAPPDATA ?? (env.HOME === undefined ? undefined : join(env.HOME, '.cache'))
  return [
    ...(modules === undefined ? [] : [join(modules, '.cache', 'pipegen')]),
    ...(home === undefined || home === '' ? [] : [join(home, 'pipegen')]),
  ]
}

function nearestModules(folder: string): string | undefined {
  const found = join(folder, 'node_modules')
  if (statOf(found)?.isDirectory() === true) return found
  const above = dirname(folder)
  return above === folder ? undefined : nearestModules(above)
}
