import { realpathSync } from 'node:fs'
import { collect } from '../diagnostics.ts'
import { findWorktree } from '../git/find-worktree.ts'
import { readIndex } from '../git/read-index.ts'
import { checkCopy } from './check/check-copy.ts'
import { backToTop, emitCommand } from './check/mend-commands.ts'
import { reportConflicts } from './check/report-conflicts.ts'
import { type CheckSettings, ownedPaths } from './check/settings.ts'
import { showCheck } from './check/show-check.ts'
import { copyStaged } from './check/staged-copy.ts'
import type { Io } from './command.ts'

/** Checks stories and their files as they are in the git index; nothing in the repository is changed. */
export async function checkStaged(asked: CheckSettings, io: Io): Promise<number> {
  const settings = { ...asked, quiet: true }
  const { report, found } = collect()
  const cwd = realpathSync(io.cwd)
  const git = { env: io.env }
  const root = findWorktree({ ...git, cwd }, report)
  const index = root === undefined ? undefined : readIndex({ ...git, cwd: root }, report)
  const nothing = { found, bundles: [], types: [], files: [], stories: 0 }
  if (root === undefined || index === undefined) return showCheck(nothing, { cwd, root: cwd }, settings, io)
  const real = { cwd, root }
  const back = backToTop(real, io.env.GIT_PREFIX)
  reportConflicts(ownedPaths(index.unmerged, real, settings), real, `${back}${emitCommand(real, [], settings)}`, report)
  if (found.length > 0) return showCheck(nothing, real, settings, io)
  const copy = copyStaged(ownedPaths(index.files, real, settings), index, real, io.env, report)
  if (copy === undefined) return showCheck(nothing, real, settings, io)
  try {
    const { place, ...checked } = await checkCopy({ real, copy, index, back }, settings, io)
    return showCheck(checked, place, settings, io)
  } finally {
    copy.remove()
  }
}
