import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { Index } from '../../git/read-index.ts'
import { statOf } from '../../load/stat.ts'

/** Gives a copy of the staged files what is installed beside the real ones, by links. */
export function linkModules(top: string, copy: string, index: Index): void {
  for (const folder of foldersOf(index)) {
    const real = join(top, folder, 'node_modules')
    const isThere = statOf(real)?.isDirectory() === true
    // A folder of the copy's own keeps what is cached there from outliving it.
    if (isThere || folder === '') mkdirSync(join(copy, folder, 'node_modules'), { recursive: true })
    if (isThere) linkEntries(real, join(copy, folder, 'node_modules'), top, copy)
  }
  for (let above = dirname(top); above !== dirname(above); above = dirname(above)) {
    const outer = join(above, 'node_modules')
    if (statOf(outer)?.isDirectory() === true) linkEntries(outer, join(copy, 'node_modules'), top, copy)
  }
}

/** Links the working trees of submodules into a copy: what they have is no part of the index. */
export function linkSubmodules(top: string, copy: string, index: Index): void {
  for (const path of index.submodules) {
    if (statOf(join(top, path)) === undefined) continue
    rmSync(join(copy, path), { recursive: true, force: true })
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    symlinkSync(join(top, path), join(copy, path), 'junction')
  }
}

function foldersOf(index: Index): ReadonlySet<string> {
  const folders = new Set([''])
  for (const file of index.files)
    for (
      let end = file.lastIndexOf('/');
      end > 0 && !folders.has(file.slice(0, end));
      end = file.lastIndexOf('/', end - 1)
    )
      folders.add(file.slice(0, end))
  return new Set([...folders].filter((folder) => !folder.split('/').includes('node_modules')))
}

function linkEntries(from: string, to: string, top: string, copy: string): void {
  for (const { name } of readdirSync(from, { withFileTypes: true })) {
    const path = join(to, name)
    if (name === '.cache' || name === '.bin') continue
    if (name.startsWith('@')) {
      mkdirSync(path, { recursive: true })
      linkEntries(join(from, name), path, top, copy)
    } else if (!existsSync(path)) link(join(from, name), path, top, copy)
  }
}

// A package of the repository itself is linked to its staged files.
function link(real: string, path: string, top: string, copy: string): void {
  const target = realpathSync(real)
  const way = relative(top, target)
  const isOwn = !way.startsWith('..') && !way.split(sep).includes('node_modules')
  const staged = join(copy, way)
  symlinkSync(isOwn && existsSync(staged) ? staged : target, path, 'junction')
}
