import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { isOurs, sourcesOf } from '../header.ts'
import { vendorsOf } from './choose-vendors.ts'

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

/** What a search for such files came to. */
export interface StaleSearch {
  readonly stale: readonly StaleFile[]
  /** Absolute paths of the folders that were searched. */
  readonly folders: readonly string[]
  /** Absolute paths of the files that were looked at and are not `yielded`. */
  readonly others: readonly string[]
}

/**
 * Files below `out` that one of the vendors owns, that carry our header and that are not among `yielded`. A file of
 * stories that were not looked at is nobody's to judge: `isOver` tells of a source whether it was, or is gone.
 */
export function findStale(
  out: string,
  ids: readonly string[],
  yielded: readonly string[],
  isOver: (source: string) => boolean,
): StaleSearch {
  const current = new Set(yielded)
  const folders: string[] = []
  const rest = list(out, '', 0, folders).filter((path) => !current.has(path))
  const stale = rest.flatMap((path) => {
    // Few files carry the header, and so few vendors have to be asked.
    const text = beginningOf(join(out, path))
    if (!isOurs(text) || !sourcesOf(text).every(isOver)) return []
    const vendor = vendorsOf(ids).find((one) => one.owns(path))
    return vendor === undefined ? [] : [{ path, vendor: vendor.id }]
  })
  return { stale, folders, others: rest.map((path) => join(out, path)) }
}

function list(out: string, folder: string, depth: number, folders: string[]): readonly string[] {
  folders.push(join(out, folder))
  try {
    return readdirSync(join(out, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isFile()) return [path]
      const goes =
        entry.isDirectory() && !skipped.has(entry.name) && depth < deepest && (depth > 0 || entry.name.startsWith('.'))
      return goes ? list(out, path, depth + 1, folders) : []
    })
  } catch {
    return []
  }
}

// The header stands in the first lines; a story with many acceptances has its sources in the first of them.
const enough = 4096

function beginningOf(path: string): string {
  try {
    const file = openSync(path, 'r')
    try {
      const bytes = Buffer.allocUnsafe(enough)
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, enough, 0))
    } finally {
      closeSync(file)
    }
  } catch {
    return ''
  }
}
