import { constants, copyFileSync, promises, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { makeFolders, type Tree, type TreeFile } from './tree.ts'

/** A time before anything that a job does. */
export const past = new Date(Date.now() - 2_000)

// Up to so many files it is quicker not to let go of the thread.
const few = 300
const atOnce = 16

/**
 * Writes a tree into a folder: a file system that can share blocks until one side changes does so, another copies them. A
 * job can change nothing outside of its folder.
 */
export async function copyTree(tree: Tree, target: string): Promise<void> {
  makeFolders(tree, target)
  if (tree.files.length <= few) {
    for (const file of tree.files) placeFile(file, `${target}/${file.path}`)
    return
  }
  const queue = [...tree.files].reverse()
  const work = async (): Promise<void> => {
    for (let file = queue.pop(); file !== undefined; file = queue.pop())
      await placeLater(file, `${target}/${file.path}`)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

/** Writes one file of a tree to a path where nothing is. */
export function placeFile({ from, mode }: TreeFile, path: string): void {
  if ('link' in from) {
    symlinkSync(from.link, path)
    return
  }
  if ('text' in from) writeFileSync(path, from.text, { mode })
  else copyFileSync(from.copy, path, constants.COPYFILE_FICLONE)
  utimesSync(path, past, past)
}

async function placeLater({ from, mode }: TreeFile, path: string): Promise<void> {
  if ('link' in from) return promises.symlink(from.link, path)
  if ('text' in from) await promises.writeFile(path, from.text, { mode })
  else await promises.copyFile(from.copy, path, constants.COPYFILE_FICLONE)
  await promises.utimes(path, past, past)
}
