import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { Script } from 'node:vm'
import type { StartedBundle } from '../load/started.ts'

/** The command line, and what keeps its compiled form for the next run. */
export interface CompiledMain extends Main {
  readonly keep: () => void
}

interface Main {
  readonly main: (args: readonly string[]) => Promise<number>
  readonly unpaceEngine: () => void
  readonly startedBundles: Map<string, StartedBundle>
}

const opening = '(function (exports, require, module, __filename, __dirname) {'

/**
 * Loads `main.cjs` with the code that the engine kept of an earlier run: compiling takes longer than translating a story.
 * The engine refuses what another version of it compiled, and the name changes with the file.
 */
export function compiledMain(folder: string, require: NodeJS.Require): CompiledMain {
  const file = `${folder}/main.cjs`
  const { size, mtimeMs } = statSync(file)
  const kept = `${folder}/main.${process.version}-${process.arch}-${size}-${mtimeMs}.v8`
  const cachedData = readKept(kept)
  // The program is plain ASCII, and one byte a character is quickest to read.
  const script = new Script(`${opening}${readFileSync(file, 'latin1')}\n})`, {
    filename: file,
    columnOffset: -opening.length,
    ...(cachedData === undefined ? {} : { cachedData }),
  })
  const module = { exports: {} as Main }
  script.runInThisContext()(module.exports, require, module, file, folder)
  const missing = cachedData === undefined || script.cachedDataRejected === true
  const { unpaceEngine } = module.exports
  const keep = (): void => {
    if (!missing) return
    unpaceEngine()
    writeKept(kept, script)
  }
  return { ...module.exports, keep }
}

function readKept(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

function writeKept(path: string, script: Script): void {
  try {
    const fresh = `${path}.${process.pid}`
    writeFileSync(fresh, script.createCachedData())
    renameSync(fresh, path)
  } catch {
    // Where the package's folder cannot be written, each run compiles anew.
  }
}
