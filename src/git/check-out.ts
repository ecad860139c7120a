import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from '../diagnostics.ts'
import type { Index } from './read-index.ts'
import { type GitPlace, runGit } from './run-git.ts'

/** Writes entries of the index below a folder, as they would stand in the working tree; false: git failed, and that was reported. */
export function checkOut(
  paths: readonly string[],
  index: Index,
  folder: string,
  place: GitPlace,
  report: Report,
): boolean {
  if (paths.length === 0) return true
  // A path that a sparse checkout leaves out is wanted here all the same; git before 2.36 knows no other way, and no option.
  const skip = paths.some((path) => index.skipped.has(path)) ? ['--ignore-skip-worktree-bits'] : []
  const args = ['checkout-index', '--force', ...skip, '-z', '--stdin', `--prefix=${folder}/`]
  return runGit(args, place, report, paths.map((path) => `${path}\0`).join('')) !== undefined
}

/** Writes all that the working tree would have, below a folder; false: git failed, and that was reported. */
export function checkOutAll(index: Index, folder: string, place: GitPlace, report: Report): boolean {
  const args = ['-c', 'checkout.workers=0', 'checkout-index', '--force', '--all', `--prefix=${folder}/`]
  if (runGit(args, place, report) === undefined) return false
  for (const path of index.announced) rmSync(join(folder, path), { force: true })
  return true
}
