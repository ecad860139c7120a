import { resolve } from 'node:path'
import type { Report } from '../diagnostics.ts'
import { findRoot } from '../load/root.ts'
import { statOf } from '../load/stat.ts'
import { type GitPlace, runGit } from './run-git.ts'

/** The top of the working tree that a folder is in; undefined: there is none, and that was reported. */
export function findWorktree({ cwd, env }: GitPlace, report: Report): string | undefined {
  const root = findRoot(cwd)
  const named = isSet(env.GIT_DIR)
  if (!named && statOf(resolve(root, '.git')) === undefined && statOf(resolve(cwd, 'HEAD')) === undefined) {
    report('no-repository', null, { why: `${cwd} is in no git repository` })
    return undefined
  }
  // With a git folder named by the environment, as in hooks of linked worktrees, git takes the current folder for the top.
  const start = named && !isSet(env.GIT_WORK_TREE) ? root : cwd
  const inside = runGit(['rev-parse', '--is-inside-work-tree'], { cwd: start, env }, report)
  if (inside === undefined) return undefined
  if (inside.trim() !== 'true') {
    report('no-repository', null, { why: `${cwd} is in no working tree of its repository` })
    return undefined
  }
  const top = runGit(['rev-parse', '--show-toplevel'], { cwd: start, env }, report)
  return top === undefined ? undefined : resolve(top.replace(/\r?\n$/, ''))
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}
