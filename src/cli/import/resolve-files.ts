import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Source } from '../../vendor.ts'
import { isOwn } from './find-vendor.ts'
import { findFiles } from './load-files.ts'

/** The absolute paths of the files that were named: a folder, or no name at all, stands for the files of vendors in it. */
export function resolveFiles(names: readonly string[], vendors: readonly Source[], cwd: string): readonly string[] {
  const picks = (path: string): boolean => vendors.some(({ owns }) => owns(path))
  const paths = (names.length === 0 ? ['.'] : names).flatMap((name) => {
    const path = resolve(cwd, name)
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path]
    const found = findFiles(path, picks)
    // A folder inside of the one that the vendor reads was named.
    const inner =
      found.length > 0 ? found : findFiles(path, (file) => vendors.some((vendor) => isOwn(join(name, file), vendor)))
    return inner.map((file) => join(path, file))
  })
  return [...new Set(paths)]
}
