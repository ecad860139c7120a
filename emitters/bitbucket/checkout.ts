import type { Yaml, YamlMap } from '../../src/document.ts'
import type { Checkout, Job } from '../../src/ir.ts'
import { item } from './item.ts'
import type { Start } from './start.ts'
import { hasGit } from './tools.ts'

/** How most steps of the file fetch the sources. */
export const usualClone = { depth: 1 } as const

/** How a step fetches the sources, where it differs from the rest: https://support.atlassian.com/bitbucket-cloud/docs/git-clone-behavior/ */
export function writeClone(checkout: Checkout | null, start: Start): YamlMap | undefined {
  if (checkout === null) return { enabled: false }
  // Bitbucket merges the pull request into its target, for which it needs the history of both.
  const depth = start.of === 'pullRequest' || checkout.depth === 0 ? 'full' : checkout.depth
  const clone = {
    depth: depth === usualClone.depth ? undefined : depth,
    lfs: checkout.lfs ? true : undefined,
    tags: checkout.tags ? true : undefined,
  }
  return Object.values(clone).every((value) => value === undefined) ? undefined : { ...clone, depth }
}

/** What the script does about the sources, after Bitbucket has fetched them. */
export function writeCheckout(job: Job, start: Start): readonly Yaml[] {
  const { checkout } = job
  if (checkout === null) return []
  const back = start.of === 'pullRequest' && checkout.pullRequest === 'head' && hasGit(job)
  const depth = checkout.depth === 0 ? '' : ` --depth ${checkout.depth}`
  const recursive = checkout.submodules === 'recursive' ? ' --recursive' : ''
  return [
    ...(back
      ? [item('The last commit of the pull request, not its merge', 'git reset --hard "$BITBUCKET_COMMIT"')]
      : []),
    ...(checkout.submodules === 'none' ? [] : [item('', `git submodule update --init${recursive}${depth}`)]),
  ]
}
