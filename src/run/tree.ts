import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The files that a job starts with. */
export interface Tree {
  /** From the root, each behind the one that it lies in. */
  readonly folders: readonly string[]
  readonly files: readonly TreeFile[]
}

/** A file of a tree: from which file it is copied, or what it holds. */
export interface TreeFile {
  readonly path: string
  readonly mode: number
  readonly from: { readonly copy: string } | { readonly text: Buffer } | { readonly link: string }
}

// Small files are held, for each job writes them anew; not more than this of all together.
const small = 65_536
const most = 33_554_432

/** Looks at files below a root; what is no longer there, or is no file, is left out. */
export function treeOf(root: string, paths: readonly string[]): Tree {
  const folders = new Set<string>()
  const files: TreeFile[] = []
  let held = 0
  for (const path of paths) {
    const file = look(root, path, held)
    if (file === 'folder') addFolders(path, folders)
    if (file === undefined || file === 'folder') continue
    if ('text' in file.from) held += file.from.text.length
    files.push(file)
    addFolders(dirname(path), folders)
  }
  return { folders: [...folders], files }
}

/** All files below a root where git knows nothing of them, but those of installed packages. */
export function walk(root: string, folder = ''): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (!entry.isDirectory()) return [path]
    return entry.name === 'node_modules' || entry.name === '.git' ? [] : walk(root, path)
  })
}

/** Two trees in one. */
export function joinTrees(one: Tree, other: Tree): Tree {
  return {
    folders: [...new Set([...one.folders, ...other.folders])],
    files: [...one.files, ...other.files],
  }
}

/** Makes the folders of a tree below a target, which is made too. */
export function makeFolders(tree: Tree, target: string): void {
  mkdirSync(target, { recursive: true })
  for (const folder of tree.folders) mkdirSync(`${target}/${folder}`, { recursive: true })
}

function look(root: string, path: string, held: number): TreeFile | 'folder' | undefined {
  const source = join(root, path)
  try {
    const stats = lstatSync(source)
    const mode = stats.mode & 0o777
    if (stats.isSymbolicLink()) return { path, mode, from: { link: readlinkSync(source) } }
    // Another repository, whose files are not those of this one.
    if (stats.isDirectory()) return 'folder'
    if (!stats.isFile()) return undefined
    const isHeld = stats.size <= small && held + stats.size <= most
    return { path, mode, from: isHeld ? { text: readFileSync(source) } : { copy: source } }
  } catch {
    return undefined
  }
}

function addFolders(folder: string, folders: Set<string>): void {
  if (folder === '.' || folders.has(folder)) return
  addFolders(dirname(folder), folders)
  folders.add(folder)
}
