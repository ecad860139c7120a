import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmdirSync, unlinkSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { asyncBody } from './async-body.ts'
import { findBinary } from './binary.ts'
import type { Bundle } from './bundle.ts'
import { type Complaint, readComplaints } from './complaints.ts'
import { awaitFormat, flags, plainFormat } from './flags.ts'

/** A bundle and the files that it was made from, or why there is none. */
export type Made =
  | { readonly bundle: Bundle; readonly modules: readonly string[] }
  | { readonly complaints: readonly Complaint[] }

/** Of what a bundle is made, and where. */
export interface Making {
  readonly story: Pick<Bundle, 'name' | 'root' | 'file'>
  /** A file of the running copy, beside which the bundler is installed. */
  readonly self: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** A folder that can be written; undefined: nowhere but in the system's folder for temporary files. */
  readonly folder: string | undefined
}

/** Bundles a story by the native bundler. */
export function makeBundle(making: Making): Made {
  const first = attempt(making, plainFormat)
  if ('bundle' in first) return first
  const awaits = first.complaints.some(({ message }) => message.startsWith('Top-level await'))
  const second = awaits ? attempt(making, awaitFormat) : first
  if ('bundle' in second) return second
  // A package that cannot be bundled, such as one with a native part, is left to be required as it is.
  if (!second.complaints.some(({ file }) => file?.includes('node_modules'))) return second
  const third = attempt(making, [...(awaits ? awaitFormat : plainFormat), '--packages=external'])
  return 'bundle' in third ? third : second
}

function attempt(making: Making, format: readonly string[]): Made {
  const cwd = dirname(making.story.file)
  const binary = findBinary(making.self, making.env)
  if (binary === undefined) return { complaints: [{ message: 'Could not resolve "esbuild"' }] }
  const folder = temporaryFolder(making)
  try {
    const out = folder === undefined ? undefined : join(folder, 'story.js')
    const to =
      out === undefined ? ['--sourcemap=inline'] : [`--outfile=${out}`, '--sourcemap=external', `--metafile=${out}on`]
    const [command, ...before] = binary
    const args = [...before, `./${basename(making.story.file)}`, ...flags, ...format, ...to]
    // To wait for it costs less than to be told: the streams and events of the other way take longer to load than it runs.
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      maxBuffer: 2 ** 28,
    })
    if (status !== 0) return { complaints: complaintsOf(error?.message ?? stderr, cwd) }
    const awaits = format !== plainFormat
    return out === undefined ? fromPrinted(making, stdout, cwd, awaits) : fromFiles(making, out, cwd, awaits)
  } finally {
    if (folder !== undefined) removeFolder(folder)
  }
}

function temporaryFolder({ folder, env }: Making): string | undefined {
  try {
    return mkdtempSync(join(folder ?? env.TMPDIR ?? env.TEMP ?? '/tmp', 'new-'))
  } catch {
    return undefined
  }
}

function removeFolder(folder: string): void {
  for (const name of ['story.js', 'story.js.map', 'story.json']) quietly(() => unlinkSync(join(folder, name)))
  quietly(() => rmdirSync(folder))
}

// A bundler that failed has not written all of them.
function quietly(step: () => void): void {
  try {
    step()
  } catch {}
}

function fromFiles(making: Making, out: string, cwd: string, awaits: boolean): Made {
  const { inputs } = JSON.parse(readFileSync(`${out}on`, 'utf8')) as {
    readonly inputs: Readonly<Record<string, unknown>>
  }
  const code = readFileSync(out, 'utf8')
  const map = readFileSync(`${out}.map`, 'utf8')
  return {
    bundle: bundleOf(making, code, awaits, () => map, dirname(out)),
    // A module that is switched off has a name of its own kind, such as `(disabled):fs`.
    modules: Object.keys(inputs)
      .filter((path) => !/^(\(|<|[\w-]{2,}:)/.test(path))
      .map((path) => resolve(cwd, path)),
  }
}

// Where no folder can be written, the map comes at the end of the code; nothing is kept then, so the modules do not matter.
function fromPrinted(making: Making, printed: string, cwd: string, awaits: boolean): Made {
  const mark = '//# sourceMappingURL=data:application/json;base64,'
  const end = printed.lastIndexOf(mark)
  const map = () => Buffer.from(printed.slice(end + mark.length), 'base64').toString()
  return { bundle: bundleOf(making, printed.slice(0, end), awaits, map, cwd), modules: [] }
}

function bundleOf({ story }: Making, code: string, awaits: boolean, map: () => string, base: string): Bundle {
  return { ...story, code: awaits ? asyncBody(code) : code, awaits, map, base }
}

function complaintsOf(printed: string, cwd: string): readonly Complaint[] {
  const complaints = readComplaints(printed)
  if (complaints.length === 0) return [{ message: printed.trim() }]
  return complaints.map((one) => (one.file === undefined ? one : { ...one, file: resolve(cwd, one.file) }))
}
