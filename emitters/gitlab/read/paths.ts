import type { Data } from '../../../src/yaml/data.ts'
import { isMap } from '../../../src/yaml/look.ts'

// The folder of the project is where paths count from anyway.
const inProject = /^\$\{?CI_PROJECT_DIR\}?\//

/** Whether a path means the same to a story. */
export function isPath(text: string): boolean {
  const path = text.replace(inProject, '')
  return (
    /^[^$\\~?[\]{}!\0-\x1f]+$/.test(path) &&
    !/^(?:\/|[A-Za-z]:)/.test(path) &&
    !path.split('/').includes('..') &&
    !path.includes('***')
  )
}

/** A path as a story says it. */
export function plainPath(path: string): string {
  return path.replace(inProject, '').replace(/^(?:\.\/)+/, '') || '.'
}

// Keys of caches, which paths stand in too, are filled in like these.
const holdPaths: ReadonlySet<string> = new Set(['paths', 'exclude', 'files', 'junit', 'path', 'key', 'prefix'])

/** What a job leaves or keeps, with the values that the file states of variables in its paths. */
export function withFilledPaths(data: Data, fixed: ReadonlyMap<string, string>, isIn = false): Data {
  if (typeof data === 'string') return isIn ? filledPath(data, fixed) : data
  if (Array.isArray(data)) return (data as readonly Data[]).map((item) => withFilledPaths(item, fixed, isIn))
  if (!isMap(data)) return data
  return Object.fromEntries(
    Object.entries(data).map(([key, inner]) => [key, withFilledPaths(inner, fixed, holdPaths.has(key))]),
  )
}

// A value may hold another variable, but hardly ever a chain of them.
const deepest = 3

function filledPath(path: string, fixed: ReadonlyMap<string, string>): string {
  let filled = path
  for (let depth = 0; depth < deepest && filled.includes('$'); depth++)
    filled = filled.replace(
      /\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g,
      (whole, braced?: string, bare?: string) => fixed.get(braced ?? bare ?? '') ?? whole,
    )
  return filled
}
