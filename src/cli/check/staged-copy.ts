import { mkdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Report } from '../../diagnostics.ts'
import { checkOut, checkOutAll } from '../../git/check-out.ts'
import type { Index } from '../../git/read-index.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import { linkModules, linkSubmodules } from './link-modules.ts'
import type { ProjectPlace } from './settings.ts'

/** A temporary folder with files of the index. */
export interface StagedCopy extends ProjectPlace {
  /** Brings in all that the working tree would have; false: git failed, and that was reported. */
  readonly fill: (report: Report) => boolean
  readonly isFull: () => boolean
  readonly remove: () => void
}

/** Makes a copy that has `paths` of the index, where `cwd` is the folder that people stand in; undefined: that failed, and was reported. */
export function copyStaged(
  paths: readonly string[],
  index: Index,
  { cwd, root }: ProjectPlace,
  env: Readonly<Record<string, string | undefined>>,
  report: Report,
): StagedCopy | undefined {
  const git = { cwd: root, env }
  const folder = makeTemporaryFolder('pipegen-', report)
  if (folder === undefined) return undefined
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  // However the process ends.
  process.on('exit', remove)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))
  let full = false
  const fill = (toFill: Report): boolean => {
    if (full) return true
    full = checkOutAll(index, folder, git, toFill)
    if (full) {
      linkModules(root, folder, index)
      linkSubmodules(root, folder, index)
    }
    return full
  }
  const inner = join(folder, relative(root, cwd))
  mkdirSync(inner, { recursive: true })
  if (checkOut(paths, index, folder, git, report)) return { root: folder, cwd: inner, fill, isFull: () => full, remove }
  remove()
  return undefined
}
