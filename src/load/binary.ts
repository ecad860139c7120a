import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, isAbsolute, join } from 'node:path'

/** How to start the bundler's native program, without the cost of its JavaScript interface; undefined: it is not installed. */
export function findBinary(
  from: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly [string, ...string[]] | undefined {
  const named = env.ESBUILD_BINARY_PATH
  if (named !== undefined && named !== '') return [named]
  const program = `@esbuild/${process.platform}-${process.arch}/${process.platform === 'win32' ? 'esbuild.exe' : 'bin/esbuild'}`
  const near = isAbsolute(from) ? nearest(dirname(from), program) : undefined
  if (near !== undefined) return [near]
  const require = createRequire(from)
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

// What Node's own search finds in most installations, without what it looks up on the way.
function nearest(folder: string, program: string): string | undefined {
  const path = basename(folder) === 'node_modules' ? join(folder, program) : join(folder, 'node_modules', program)
  if (existsSync(path)) return path
  return dirname(folder) === folder ? undefined : nearest(dirname(folder), program)
}

function beginning(path: string): string {
  const file = openSync(path, 'r')
  const bytes = Buffer.alloc(2)
  readSync(file, bytes)
  closeSync(file)
  return bytes.toString('latin1')
}
