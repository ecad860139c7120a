import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { statOf } from './stat.ts'

/** Where stories are looked for when none is named: in words, for a finding. */
export const looked: readonly string[] = ['*.story.ts', '*.story.mts', '*.story.js', 'the same in stories/']

/** The absolute paths of the stories in a folder and in its `stories/`, in the order of their names. */
export function discoverStories(folder: string): readonly string[] {
  return foldersOf(folder).flatMap(storiesIn)
}

/** The folders that stories are looked for in when a folder is named. */
export function foldersOf(folder: string): readonly string[] {
  return [folder, join(folder, 'stories')]
}

/** The absolute paths of stories that were named: a folder stands for the stories in it. */
export function resolveStories(names: readonly string[], cwd: string): readonly string[] {
  const files = names.flatMap((name) => {
    const path = resolve(cwd, name)
    return statOf(path)?.isDirectory() === true ? discoverStories(path) : [path]
  })
  return [...new Set(files)]
}

function storiesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && /.\.story\.(?:m?ts|js)$/.test(entry.name))
      .map((entry) => join(folder, entry.name))
      .sort()
  } catch {
    return []
  }
}
