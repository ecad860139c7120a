import { gitTree } from './git-tree.ts'
import type { Repository } from './repository.ts'
import { joinTrees, type Tree, treeOf, walk } from './tree.ts'
import type { Unit } from './unit.ts'

/** The files that each unit starts with: those of the working tree, and a git folder of its own. */
export function jobTrees(root: string, repository: Repository): (unit: Unit) => Tree {
  const files = treeOf(root, repository.files ?? walk(root))
  if (repository.files === null) return () => files
  const plain = joinTrees(files, gitTree(root, repository, false))
  let pushing: Tree | undefined
  return ({ job }) => {
    if (job.checkout?.credentials !== true) return plain
    pushing ??= joinTrees(files, gitTree(root, repository, true))
    return pushing
  }
}
