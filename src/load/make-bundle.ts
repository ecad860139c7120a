import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { asyncBody } from './async-body.ts'
import type { Bundle } from './bundle.ts'
import { bundleCall, bundleFile, type Calling, removeBundle } from './bundle-call.ts'
import { childProcess } from './child-process.ts'
import { type Complaint, readComplaints } from './complaints.ts'
import { awaitFormat, plainFormat } from './flags.ts'
import { requiresAlone } from './is-alone.ts'
import { startedBundles } from './started.ts'

/** A bundle and the files that it was made from, or why there is none. */
export type Made =
  | { readonly bundle: Bundle; readonly modules: readonly string[] }
  | { readonly complaints: readonly Complaint[] }

/** Of what a bundle is made, and where. */
export interface Making extends Omit<Calling, 'file'> {
  readonly story: Pick<Bundle, 'name' | 'root' | 'file'>
}

/** Bundles a story by the native bundler. */
export async function makeBundle(making: Making): Promise<Made> {
  const first = (await takeStarted(making)) ?? attempt(making, plainFormat)
  if ('bundle' in first) return first
  const awaits = first.complaints.some(({ message }) => message.startsWith('Top-level await'))
  const second = awaits ? attempt(making, awaitFormat) : first
  if ('bundle' in second) return second
  // A package that cannot be bundled, such as one with a native part, is left to be required as it is.
  if (!second.complaints.some(({ file }) => file?.includes('node_modules'))) return second
  const third = attempt(making, [...(awaits ? awaitFormat : plainFormat), '--packages=external'])
  return 'bundle' in third ? third : second
}

async function takeStarted(making: Making): Promise<Made | undefined> {
  const { file } = making.story
  const started = startedBundles.get(file)
  if (started === undefined) return undefined
  startedBundles.delete(file)
  const said = await started.ended
  try {
    const cwd = dirname(file)
    if (said !== undefined) return { complaints: complaintsOf(said, cwd) }
    if (!started.alone) return fromFiles(making, bundleFile(started.folder), cwd, false)
    const { bundle } = fromPrinted(making, readFileSync(bundleFile(started.folder), 'utf8'), cwd, false)
    return requiresAlone(bundle.code) ? { bundle, modules: [file] } : undefined
  } finally {
    started.drop()
  }
}

function attempt(making: Making, format: readonly string[]): Made {
  const call = bundleCall({ ...making, file: making.story.file }, format)
  if (call === undefined) return { complaints: [{ message: 'Could not resolve "esbuild"' }] }
  const { command, args, cwd, folder } = call
  try {
    // To wait for it costs less than to be told: the streams and events of the other way take longer to load than it runs.
    const { status, stdout, stderr, error } = childProcess(making.self).spawnSync(command, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      maxBuffer: 2 ** 28,
    })
    if (status !== 0) return { complaints: complaintsOf(error?.message ?? stderr, cwd) }
    const awaits = format !== plainFormat
    return folder === undefined
      ? fromPrinted(making, stdout, cwd, awaits)
      : fromFiles(making, bundleFile(folder), cwd, awaits)
  } finally {
    if (folder !== undefined) removeBundle(folder)
  }
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
function fromPrinted(making: Making, printed: string, cwd: string, awaits: boolean): Extract<Made, { bundle: Bundle }> {
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
