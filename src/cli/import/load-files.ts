import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Report } from '../../diagnostics.ts'
import { isOurs } from '../../header.ts'
import { whyOf } from '../../load/why.ts'
import { isLiteral, matches } from '../../pattern.ts'
import type { Reader, Reason, SourceFile } from '../../read/reading.ts'

// Many times what projects have, and little enough for every pattern that a text is matched with.
const largest = 2_000_000

/** Reads a file as text; undefined where a finding was reported. Its path is told from the root of the project. */
export function loadFile(path: string, root: string, report: Report): SourceFile | undefined {
  const shown = relative(root, path).replaceAll(sep, '/')
  try {
    const stat = statSync(path)
    // A device or a pipe would be read for ever.
    if (!stat.isFile() && !stat.isDirectory()) {
      report('cannot-read', null, { file: shown, why: 'it is no file' })
      return undefined
    }
    if (stat.size > largest) {
      report(
        'import-unread',
        { file: shown, line: 1, column: 1 },
        { file: shown, why: `it has ${stat.size} bytes, more than ${largest}` },
      )
      return undefined
    }
    const bytes = readFileSync(path)
    const text = decode(bytes)
    if (text !== undefined) return { path: shown, text }
    report('import-unread', { file: shown, line: lineOf(bytes), column: 1 }, { file: shown, why: 'it is not in UTF-8' })
  } catch (error) {
    report('cannot-read', null, { file: shown, why: whyOf(error) })
  }
  return undefined
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

// The line of the first bytes that are no text.
function lineOf(bytes: Buffer): number {
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start)
    const next = end < 0 ? bytes.length : end + 1
    if (decode(bytes.subarray(start, next)) === undefined) return line
    start = next
  }
  return line
}

const skipped = new Set(['node_modules', '.git', 'dist', 'vendor', 'target', '.venv'])
const deepest = 4
const most = 20_000

/** The files of a folder that a test picks, by path from there; those that pipegen wrote are left out. */
export function findFiles(folder: string, picks: (path: string) => boolean): readonly string[] {
  const found: string[] = []
  let seen = 0
  const walk = (inner: string, depth: number): void => {
    for (const entry of entriesOf(join(folder, inner))) {
      if (++seen > most) return
      const path = inner === '' ? entry.name : `${inner}/${entry.name}`
      if (entry.isDirectory()) {
        if (depth < deepest && !skipped.has(entry.name)) walk(path, depth + 1)
      } else if (picks(path) && !isWritten(join(folder, path))) found.push(path)
    }
  }
  walk('', 0)
  return found.sort()
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function isWritten(path: string): boolean {
  try {
    return isFile(path) && isOurs(readFileSync(path, 'utf8'))
  } catch {
    return false
  }
}

/** The files, and those of the project that they name, and those that these name, as far as they are there. */
export function withRelated(
  files: readonly SourceFile[],
  { related }: Reader,
  root: string,
  report: Report,
  reason?: Reason,
): readonly SourceFile[] {
  if (related === undefined) return files
  const all = new Map(files.map((file) => [file.path, file]))
  for (let before = -1; before < all.size && all.size < 200; ) {
    before = all.size
    const named = related([...all.values()], reason)
    const there = named.some((path) => !isLiteral(path)) ? findFiles(root, (path) => /\.ya?ml$/.test(path)) : []
    const paths = named.flatMap((path) => (isLiteral(path) ? [path] : there.filter((one) => matches(path, one))))
    for (const path of paths) {
      if (all.has(path) || path.split('/').includes('..')) continue
      const file = isFile(join(root, path)) ? loadFile(join(root, path), root, report) : undefined
      if (file !== undefined) all.set(path, { ...file, related: true })
    }
  }
  return [...all.values()]
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
