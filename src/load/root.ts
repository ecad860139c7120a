import { dirname, join } from 'node:path'
import { statOf } from './stat.ts'

/** The root of the repository that a folder is in; the folder itself where there is no repository. */
export function findRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (statOf(join(at, '.git')) !== undefined) return at
    if (at === dirname(at)) return folder
  }
}
