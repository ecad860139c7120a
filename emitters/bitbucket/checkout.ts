import type { Yaml, YamlMap } from '../../src/document.ts'
import type { Checkout, Job } from '../../src/ir.ts'
import { item } from './item.ts'
import type { Start } from './start.ts'
import { hasGit } from './tools.ts'

/** How many commits the vendor fetches where nothing is said: https://support.atlassian.com/bitbucket-cloud/docs/git-clone-behavior/ */
export const vendorDepth = 50

/** How many commits a step fetches. */
export function depthOf({ depth }: Checkout): number | 'full' {
  return depth === 0 ? 'full' : depth
}

/** How a step fetches the sources, where it differs from the rest: https://support.atlassian.com/bitbucket-cloud/docs/git-clone-behavior/ */
export function writeClone(checkout: Checkout | null, start: Start, usual: number | 'full'): YamlMap | undefined {
  if (checkout === null) return { enabled: false }
  const wanted = depthOf(checkout)
  // Bitbucket merges the pull request into its target, for which it needs the history of both.
  const isShort = start.of === 'pullRequest' && wanted !== 'full' && wanted < vendorDepth
  const depth = isShort ? 'full' : wanted
  const clone = {
    depth: depth === usual ? undefined : depth,
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
