import type { Checkout, Job } from '../../src/ir.ts'

/**
 * Variables that all jobs share, for GitLab's own defaults are 20 commits, and large files where git can fetch them:
 * https://docs.gitlab.com/ci/runners/configure_runners/#configure-runner-behavior-with-variables
 */
export function sharedCheckout(jobs: readonly Job[]): Readonly<Record<string, string>> {
  const checkouts = jobs.flatMap((job) => job.checkout ?? [])
  return {
    ...(checkouts.some((checkout) => checkout.depth === 1) ? { GIT_DEPTH: '1' } : {}),
    ...(checkouts.some((checkout) => !checkout.lfs) ? { GIT_LFS_SKIP_SMUDGE: '1' } : {}),
  }
}

// The depth that the settings of a project have at first.
const usualDepth = '20'

/**
 * Variables of one job, where its sources are fetched in another way; `shared` are those that it has anyway, and
 * `open` says that the rest is left to the settings of the project.
 */
export function writeCheckout(
  checkout: Checkout | null,
  shared: Readonly<Record<string, string>>,
  open: boolean,
): Readonly<Record<string, string>> {
  if (checkout === null) return { GIT_STRATEGY: 'empty' }
  const { depth, submodules, lfs, tags } = checkout
  return {
    ...((shared.GIT_DEPTH ?? (open ? usualDepth : undefined)) === String(depth) ? {} : { GIT_DEPTH: String(depth) }),
    ...(tags ? { GIT_FETCH_EXTRA_FLAGS: '--prune --quiet --tags' } : {}),
    ...(submodules === 'none' ? {} : { GIT_SUBMODULE_STRATEGY: submodules === 'direct' ? 'normal' : 'recursive' }),
    ...(lfs && shared.GIT_LFS_SKIP_SMUDGE !== undefined ? { GIT_LFS_SKIP_SMUDGE: '0' } : {}),
  }
}
