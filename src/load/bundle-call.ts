import { mkdtempSync, rmdirSync, unlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { findBinary } from './binary.ts'
import { flags } from './flags.ts'

/** How the bundler is called for a story. */
export interface BundleCall {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  /** The new folder that it writes to; undefined: it prints. */
  readonly folder: string | undefined
}

/** What it takes to call the bundler. */
export interface Calling {
  /** The absolute path of the story. */
  readonly file: string
  /** A file of the running copy, beside which the bundler is installed. */
  readonly self: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** A folder that can be written; undefined: nowhere but in the system's folder for temporary files. */
  readonly folder: string | undefined
}

/** The file that a bundle is written to; the map stands beside it. */
export function bundleFile(folder: string): string {
  return join(folder, 'story.js')
}

/** Makes ready to call the bundler; undefined: it is not installed. */
export function bundleCall(calling: Calling, format: readonly string[]): BundleCall | undefined {
  const binary = findBinary(calling.self, calling.env)
  if (binary === undefined) return undefined
  const folder = temporaryFolder(calling)
  const out = folder === undefined ? undefined : bundleFile(folder)
  const to =
    out === undefined ? ['--sourcemap=inline'] : [`--outfile=${out}`, '--sourcemap=external', `--metafile=${out}on`]
  const [command, ...before] = binary
  const args = [...before, `./${basename(calling.file)}`, ...flags, ...format, ...to]
  return { command, args, cwd: dirname(calling.file), folder }
}

/** Removes what the bundler wrote. */
export function removeBundle(folder: string): void {
  for (const name of ['story.js', 'story.js.map', 'story.json', 'said']) quietly(() => unlinkSync(join(folder, name)))
  quietly(() => rmdirSync(folder))
}

function temporaryFolder({ folder, env }: Calling): string | undefined {
  try {
    return mkdtempSync(join(folder ?? env.TMPDIR ?? env.TEMP ?? '/tmp', 'new-'))
  } catch {
    return undefined
  }
}

// A bundler that failed has not written all of them.
function quietly(step: () => void): void {
  try {
    step()
  } catch {}
}
