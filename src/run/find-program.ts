import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Looks for programs on a PATH; undefined: there is no such program. */
export function programFinder(path: string | undefined): (name: string) => string | undefined {
  const folders = (path ?? '').split(delimiter).filter((folder) => folder !== '')
  const known = new Map<string, string | undefined>()
  return (name) => {
    const found = known.get(name) ?? folders.map((folder) => join(folder, name)).find(isProgram)
    known.set(name, found)
    return found
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
