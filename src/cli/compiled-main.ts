import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { Script } from 'node:vm'
import pack from '../../package.json' with { type: 'json' }
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

/**
 * Loads `main.cjs` with the code that the engine kept of an earlier run: compiling takes longer than translating a story.
 * The build keeps that of the engine that it runs on; another engine has its own, and refuses what it did not compile.
 */
export function compiledMain(folder: string, require: NodeJS.Require): CompiledMain {
  const file = `${folder}/main.cjs`
  // The program is plain ASCII, and one byte a character is quickest to read. The build writes it as one function, as it
  // is called here: to put it into one would copy it.
  const source = readFileSync(file, 'latin1')
  const kept = `${folder}/main-${pack.version}.${process.version}-${process.arch}-${source.length}.v8`
  const cachedData = readKept(kept)
  const script = new Script(source, {
    // The compiled form holds this name, and is taken to other folders.
    filename: 'main.cjs',
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
