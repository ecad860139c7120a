import { closeSync, openSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'

/** How to start the bundler's native program, without the cost of its JavaScript interface; undefined: it is not installed. */
export function findBinary(
  from: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly [string, ...string[]] | undefined {
  const named = env.ESBUILD_BINARY_PATH
  if (named !== undefined && named !== '') return [named]
  const require = createRequire(from)
  const program = `@esbuild/${process.platform}-${process.arch}/${process.platform === 'win32' ? 'esbuild.exe' : 'bin/esbuild'}`
  try {
    return [require.resolve(program)]
  } catch {}
  try {
    // It is a dependency of the bundler's package, so a strict package manager shows it only from there.
    return [createRequire(require.resolve('esbuild')).resolve(program)]
  } catch {}
  try {
    const shim = require.resolve('esbuild/bin/esbuild')
    return beginning(shim) === '#!' ? [process.execPath, shim] : [shim]
  } catch {
    return undefined
  }
}

function beginning(path: string): string {
  const file = openSync(path, 'r')
  const bytes = Buffer.alloc(2)
  readSync(file, bytes)
  closeSync(file)
  return bytes.toString('latin1')
}
