import { existsSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Index } from '../../git/read-index.ts'
import type { Bundle } from '../../load/bundle.ts'
import { statOf } from '../../load/stat.ts'

/** Of the files that were read on disk, those that the index has otherwise or not at all, by their paths from the top. */
export function findUnstaged(read: readonly string[], top: string, index: Index): readonly string[] {
  const paths = read.map((path) => relative(top, path).split(sep).join('/'))
  const differing = paths.filter((path) => {
    if (path.startsWith('..') || path === '') return false
    if (index.changed.has(path) || index.unmerged.has(path)) return true
    if (index.files.has(path) || path.split('/').includes('node_modules')) return false
    const outer = [...index.submodules].find((submodule) => path.startsWith(`${submodule}/`))
    if (outer !== undefined) return index.changed.has(outer)
    return statOf(join(top, path))?.isFile() === true
  })
  return [...new Set([...differing, ...hidden(top, index)])]
}

/** Whether a file may be read by a story. */
export function isModule(path: string): boolean {
  return /\.(?:[cm]?[jt]sx?|json)$/.test(path)
}

/** Whether what a bundle gives hangs on its own code alone: it calls nothing that could read files. */
export function isPure({ code }: Bundle): boolean {
  return !/\brequire\((?!"pipegen"\))|\bgetBuiltinModule\b/.test(code)
}

// What is in the index and not on disk could be found instead of what was read.
function hidden(top: string, index: Index): readonly string[] {
  return [...index.changed].filter((path) => isModule(path) && !existsSync(join(top, path)))
}
