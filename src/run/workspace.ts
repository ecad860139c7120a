import { lstatSync, mkdirSync, readdirSync, rmSync, type Stats, utimesSync } from 'node:fs'
import { copyTree, past, placeFile } from './copy-tree.ts'
import type { Tree } from './tree.ts'

/** The folder that the jobs of a lane work in, one after the other, each finding it as if it were new. */
export interface Workspace {
  /** Makes it hold a tree and nothing else; null: nothing at all. */
  readonly prepare: (tree: Tree | null) => Promise<string>
}

/**
 * A workspace whose files are copied once: for the next job what the last one left is removed, and what it changed is
 * written anew. Copies are given a time that lies in the past, so that whoever writes to one leaves another time.
 */
export function openWorkspace(folder: string, name: string, discard: (folder: string) => void): Workspace {
  let kept: Kept | undefined
  let number = 0
  const path = (): string => `${folder}-${number}/${name}`
  const renew = async (tree: Tree | null): Promise<void> => {
    if (number > 0) discard(`${folder}-${number}`)
    number += 1
    mkdirSync(path(), { recursive: true })
    kept = undefined
    if (tree === null) return
    await copyTree(tree, path())
    kept = { tree, stats: new Map() }
    for (const file of tree.files) kept.stats.set(file.path, lstatSync(`${path()}/${file.path}`))
    for (const one of ['', ...tree.folders]) markFolder(path(), one, kept.stats)
  }
  return {
    prepare: async (tree) => {
      if (tree === null || kept?.tree !== tree || !restore(path(), kept)) await renew(tree)
      return path()
    },
  }
}

interface Kept {
  readonly tree: Tree
  readonly stats: Map<string, Stats>
}

// false: it cannot be done, as in a folder that a job has closed.
function restore(root: string, kept: Kept): boolean {
  const { tree, stats } = kept
  try {
    const changed: string[] = []
    for (const folder of ['', ...tree.folders]) {
      const now = lstatSync(`${root}/${folder}`)
      const before = stats.get(folder)
      if (now.ino !== before?.ino || now.mode !== before.mode) return false
      if (isSame(now, before)) continue
      clearStrangers(root, folder, stats)
      changed.push(folder)
    }
    for (const file of tree.files) {
      const path = `${root}/${file.path}`
      const now = lstatSync(path, { throwIfNoEntry: false })
      if (now !== undefined && isSame(now, stats.get(file.path))) continue
      rmSync(path, { recursive: true, force: true })
      placeFile(file, path)
      stats.set(file.path, lstatSync(path))
      changed.push(parentOf(file.path))
    }
    for (const folder of changed) markFolder(root, folder, stats)
    return true
  } catch {
    return false
  }
}

// Whoever adds or removes a name in a folder leaves another time.
function markFolder(root: string, folder: string, stats: Map<string, Stats>): void {
  utimesSync(`${root}/${folder}`, past, past)
  stats.set(folder, lstatSync(`${root}/${folder}`))
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function clearStrangers(root: string, folder: string, stats: ReadonlyMap<string, Stats>): void {
  for (const name of readdirSync(folder === '' ? root : `${root}/${folder}`)) {
    const path = folder === '' ? name : `${folder}/${name}`
    if (!stats.has(path)) rmSync(`${root}/${path}`, { recursive: true, force: true })
  }
}

function isSame(now: Stats, before: Stats | undefined): boolean {
  return (
    now.ino === before?.ino &&
    now.ctimeMs === before.ctimeMs &&
    now.mtimeMs === before.mtimeMs &&
    now.size === before.size &&
    now.mode === before.mode
  )
}
