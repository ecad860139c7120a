import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourcesOf } from '../../header.ts'
import { discoverStories, resolveStories } from '../../load/discover.ts'
import { statOf } from '../../load/stat.ts'
import { findStale } from '../find-stale.ts'
import { type CheckSettings, outputFolder, type ProjectPlace } from './settings.ts'

/**
 * The absolute paths of the stories to check: those that are named, else those of the folder and, at the root of a
 * project, those that its outputs were made from, wherever they stand.
 */
export function findScope(stories: ProjectPlace, outputs: ProjectPlace, settings: CheckSettings): readonly string[] {
  if (settings.names.length > 0) return resolveStories(settings.names, stories.cwd)
  const here = discoverStories(stories.cwd)
  if (stories.cwd !== stories.root) return here
  const out = outputFolder(outputs, settings)
  const sources = findStale(out, settings.ids, [], () => true).stale.flatMap(({ path }) =>
    sourcesOf(readFileSync(join(out, path), 'utf8')),
  )
  const named = sources.map((source) => join(stories.root, source)).filter((path) => statOf(path)?.isFile() === true)
  return [...new Set([...here, ...named])]
}
