import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the project. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

/** The cases in a folder of the tests, by name. */
export function casesIn(folder: string): readonly string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** The files in a folder and below, by path from there; none where there is no folder. */
export function filesIn(folder: string): ReadonlyMap<string, string> {
  return new Map(pathsIn(folder, '').map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
}

/** The stories of a case, by path from its folder. */
export function storiesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('story.ts'))
    .sort()
}

function pathsIn(folder: string, inner: string): readonly string[] {
  try {
    return readdirSync(join(folder, inner), { withFileTypes: true }).flatMap((entry) => {
      const path = inner === '' ? entry.name : `${inner}/${entry.name}`
      return entry.isDirectory() ? pathsIn(folder, path) : [path]
    })
  } catch {
    return []
  }
}
