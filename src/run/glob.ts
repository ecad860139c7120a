import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { escapeRegExp } from '../pattern.ts'

/** The files that paths and globs stand for, from the folder, sorted; a folder means all in it. */
export function filesFor(patterns: readonly string[], exclude: readonly string[], folder: string): readonly string[] {
  const wanted = patterns.map(globOf)
  const left = exclude.map(globOf)
  const found = new Set<string>()
  for (const pattern of patterns) {
    for (const file of below(folder, startOf(pattern)))
      if (wanted.some((glob) => glob.test(file)) && !left.some((glob) => glob.test(file))) found.add(file)
  }
  return [...found].sort()
}

// All before the first wildcard, in whole parts.
function startOf(pattern: string): string {
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.')
  const wild = parts.findIndex((part) => /[*?[]/.test(part))
  return parts.slice(0, wild === -1 ? undefined : wild).join('/')
}

/** A glob as a test of paths: of the path itself, or of a folder that it lies in. */
function globOf(pattern: string): RegExp {
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.')
  const source = parts
    .map((part, index) => {
      const last = index === parts.length - 1
      if (part === '**') return last ? '.*' : '(?:[^/]+/)*'
      return `${partOf(part)}${last ? '' : '/'}`
    })
    .join('')
  return new RegExp(parts.length === 0 ? '' : `^(?:${source})(?:/.*)?$`, 's')
}

function partOf(part: string): string {
  return part.replace(/\*\*|\*|\?|\[!?[^\]]+\]|[^*?[]+|\[/g, (piece) => {
    if (piece === '**') return '.*'
    if (piece === '*') return '[^/]*'
    if (piece === '?') return '[^/]'
    if (piece.startsWith('[') && piece.length > 2)
      return `[${piece.slice(1, -1).replace(/^!/, '^').replaceAll('\\', '\\\\')}]`
    return escapeRegExp(piece)
  })
}

function below(folder: string, path: string): readonly string[] {
  const stats = statSync(join(folder, path), { throwIfNoEntry: false })
  if (stats === undefined) return isDangling(folder, path) ? [path] : []
  if (!stats.isDirectory()) return [path]
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const inner = path === '' ? entry.name : `${path}/${entry.name}`
    if (inner === '.git') return []
    return entry.isDirectory() ? below(folder, inner) : [inner]
  })
}

function isDangling(folder: string, path: string): boolean {
  const at = path.lastIndexOf('/')
  try {
    return readdirSync(join(folder, path.slice(0, Math.max(at, 0)))).includes(path.slice(at + 1))
  } catch {
    return false
  }
}
