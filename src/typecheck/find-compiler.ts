import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The TypeScript compiler of a project. */
export interface Compiler {
  readonly version: string
  /** The script that Node runs. */
  readonly script: string
}

interface Pack {
  readonly version: string
  readonly bin: Readonly<Record<string, string>>
}

/** The compiler that a file's project has installed; undefined: none. */
export function findCompiler(file: string): Compiler | undefined {
  try {
    const path = createRequire(file).resolve('typescript/package.json')
    const { version, bin } = JSON.parse(readFileSync(path, 'utf8')) as Pack
    return { version, script: join(dirname(path), bin.tsc!) }
  } catch {
    return undefined
  }
}
