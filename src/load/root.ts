import { dirname, join } from 'node:path'
import { statOf } from './stat.ts'

/** Where a repository would have its mark, were its root between two folders: from `folder` up to `root`. */
export function marksBetween(folder: string, root: string): readonly string[] {
  const mark = join(folder, '.git')
  return folder === root || folder === dirname(folder) ? [mark] : [mark, ...marksBetween(dirname(folder), root)]
}

/** The root of the repository that a folder is in; the folder itself where there is no repository. */
export function findRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (statOf(join(at, '.git')) !== undefined) return at
    if (at === dirname(at)) return folder
  }
}
