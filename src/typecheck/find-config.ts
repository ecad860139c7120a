import { dirname, join } from 'node:path'
import { statOf } from '../load/stat.ts'

/** The nearest `tsconfig.json` above a file and not above the root of the project; undefined: there is none. */
export function findConfig(file: string, root: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const path = join(folder, 'tsconfig.json')
    if (statOf(path)?.isFile() === true) return path
    if (folder === root || folder === dirname(folder)) return undefined
  }
}
