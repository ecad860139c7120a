import { lstatSync, realpathSync, type Stats } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { whyOf } from '../load/why.ts'

/** Where a path leads in truth, its symbolic links followed. */
export type Place =
  | { readonly kind: 'free'; readonly path: string; readonly mode: number }
  | { readonly kind: 'file'; readonly path: string; readonly mode: number }
  | { readonly kind: 'folder' }
  | { readonly kind: 'outside' }
  | { readonly kind: 'blocked'; readonly why: string }

/** Finds where `path` leads, which must not be out of `boundary`. Neither needs to be there. */
export function findPlace(path: string, boundary: string): Place {
  try {
    return follow(path, boundary)
  } catch (error) {
    return { kind: 'blocked', why: whyOf(error) }
  }
}

function follow(path: string, boundary: string): Place {
  if (look(path) === undefined) {
    const real = join(realFolder(dirname(path)), basename(path))
    return isInside(real, realFolder(boundary)) ? { kind: 'free', path: real, mode: 0 } : { kind: 'outside' }
  }
  const real = realpathSync(path)
  if (!isInside(real, realFolder(boundary))) return { kind: 'outside' }
  const { mode, isFolder } = kindOf(look(real))
  return isFolder ? { kind: 'folder' } : { kind: 'file', path: real, mode }
}

function look(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}

function kindOf(stats: Stats | undefined): { readonly mode: number; readonly isFolder: boolean } {
  return { mode: (stats?.mode ?? 0) & 0o7777, isFolder: stats?.isDirectory() === true }
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return dirname(folder) === folder ? folder : join(realFolder(dirname(folder)), basename(folder))
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !/^(?:[A-Za-z]:|[\\/])/.test(way)
}
