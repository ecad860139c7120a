import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { projectRoot } from './case-folder.ts'

/** A file of the project, as text. */
export interface Source {
  /** From the root of the project. */
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
}

/** What a file imports. */
export interface Import {
  /** A file from the root of the project, or the name of a package. */
  readonly to: string
  readonly isPackage: boolean
  readonly typeOnly: boolean
}

/** The TypeScript files below folders of the project. */
export function sourcesIn(...folders: readonly string[]): readonly Source[] {
  return folders.flatMap(pathsIn).map((path) => {
    const text = readFileSync(join(projectRoot, path), 'utf8')
    return { path, text, imports: importsOf(path, text) }
  })
}

function pathsIn(folder: string): readonly string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? pathsIn(path) : path.endsWith('.ts') ? [path] : []
  })
}

const statement = /^(?:import|export)\s+(type\s)?[^'"`]*?from\s+'([^']+)'/gm
const bare = /^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm

function importsOf(path: string, text: string): readonly Import[] {
  return [
    ...[...text.matchAll(statement)].map(([, type, to = '']) => importOf(path, to, type !== undefined)),
    ...[...text.matchAll(bare)].map(([, one, other = '']) => importOf(path, one ?? other, false)),
  ]
}

function importOf(path: string, to: string, typeOnly: boolean): Import {
  const isPackage = !to.startsWith('.')
  return { to: isPackage ? to : posix.normalize(`${dirname(path)}/${to}`), isPackage, typeOnly }
}
