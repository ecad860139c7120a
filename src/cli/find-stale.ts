import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isOurs, sourcesOf } from '../header.ts'
import type { Vendor } from '../vendor.ts'

/** A file that pipegen wrote once and that no story yields any more. */
export interface StaleFile {
  readonly path: string
  readonly vendor: string
}

// Outputs stand at the top of a project or in a folder of the vendor's; a search deeper than this would only cost time.
const deepest = 3
const skipped = new Set([
  '.git',
  'node_modules',
  '.venv',
  '.cache',
  '.yarn',
  '.pnpm-store',
  '.next',
  '.terraform',
  '.gradle',
  '.tox',
])

/**
 * Files below `out` that one of the vendors owns, that carry our header and that are not among `yielded`. A file of
 * stories that were not looked at is nobody's to judge: `isOver` tells of a source whether it was, or is gone.
 */
export function findStale(
  out: string,
  vendors: readonly Vendor[],
  yielded: readonly string[],
  isOver: (source: string) => boolean,
): readonly StaleFile[] {
  const current = new Set(yielded)
  return list(out, '', 0).flatMap((path) => {
    const vendor = vendors.find((one) => one.owns(path))
    if (vendor === undefined || current.has(path)) return []
    const text = read(join(out, path))
    return isOurs(text) && sourcesOf(text).every(isOver) ? [{ path, vendor: vendor.id }] : []
  })
}

function list(out: string, folder: string, depth: number): readonly string[] {
  try {
    return readdirSync(join(out, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isFile()) return [path]
      const goes =
        entry.isDirectory() && !skipped.has(entry.name) && depth < deepest && (depth > 0 || entry.name.startsWith('.'))
      return goes ? list(out, path, depth + 1) : []
    })
  } catch {
    return []
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
