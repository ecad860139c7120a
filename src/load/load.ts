import { accessSync, constants, statSync } from 'node:fs'
import { relative, sep } from 'node:path'
import type { Report } from '../diagnostics.ts'
import type { Bundle } from './bundle.ts'
import { readCache, writeCache } from './cache.ts'
import { cacheFolder } from './cache-folder.ts'
import { reportComplaints, reportExports, reportThrown } from './report.ts'
import { type Modules, runBundle } from './run-bundle.ts'
import { startedBundles } from './started.ts'
import { whyOf } from './why.ts'

/** How stories are loaded. */
export interface Loading {
  /** The root of the project; the origins of a story name its file from there. */
  readonly root: string
  /** What `import 'pipegen'` gives in a story: the running copy. */
  readonly modules: Modules
  /** A file of the running copy: the bundler is looked for from there. */
  readonly self: string
  /** Of the running copy: a bundle that another version made is made anew. */
  readonly version: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** How long a story may take to be read, in seconds. */
  readonly seconds: number
}

/** A value that a story exports, and the bundle that its origins point into. */
export interface Loaded<T> {
  readonly value: T
  readonly bundle: Bundle
}

/** The default export of a story, which is an absolute path; undefined: it was reported why there is none. */
export async function load<T>(
  file: string,
  is: (value: unknown) => value is T,
  loading: Loading,
  report: Report,
): Promise<Loaded<T> | undefined> {
  const story = { file, root: loading.root, name: relative(loading.root, file).replaceAll(sep, '/') }
  const bundle = isReadable(story, report) ? await bundleOf(story, loading, report) : undefined
  if (bundle === undefined) return undefined
  const ran = await runBundle(bundle, loading.modules, loading.seconds)
  if ('endless' in ran) report('story-endless', { file: story.name, line: 1, column: 1 }, { seconds: loading.seconds })
  else if ('thrown' in ran) reportThrown(ran.thrown, bundle, report)
  else {
    const value = defaultOf(ran.exports)
    if (is(value)) return { bundle, value }
    reportExports(ran.exports, value, bundle, report)
  }
  return undefined
}

async function bundleOf(
  story: Pick<Bundle, 'name' | 'root' | 'file'>,
  { self, version, env }: Loading,
  report: Report,
): Promise<Bundle | undefined> {
  const folder = cacheFolder(story.file, env)
  const kept = folder === undefined ? undefined : readCache(folder, story, version)
  if (kept !== undefined) return kept
  // Only a bundle that is made anew needs these, and what they load.
  const [{ makeBundle }, { inputsOf }, { changedSince }] = await Promise.all([
    import('./make-bundle.ts'),
    import('./inputs.ts'),
    import('./input.ts'),
  ])
  const began = startedBundles.get(story.file)?.began ?? Date.now()
  const made = await makeBundle({ story, self, env, folder })
  if ('complaints' in made) {
    reportComplaints(made.complaints, story, report)
    return undefined
  }
  if (folder === undefined || made.modules.length === 0) return made.bundle
  const inputs = inputsOf(made.modules)
  // What was written while the bundler read may be newer than what it read.
  if (!inputs.some((input) => changedSince(input, began))) writeCache(folder, made.bundle, inputs, version)
  return { ...made.bundle, inputs: inputs.map(({ path }) => path) }
}

function isReadable(story: Pick<Bundle, 'name' | 'file'>, report: Report): boolean {
  try {
    const isFile = statSync(story.file).isFile()
    accessSync(story.file, constants.R_OK)
    if (!isFile) report('cannot-read', null, { file: story.name, why: 'it is not a file' })
    return isFile
  } catch (error) {
    report('cannot-read', null, { file: story.name, why: whyOf(error) })
    return false
  }
}

// A module of the older kind has its story as the whole of its exports.
function defaultOf(exports: unknown): unknown {
  return isRecord(exports) && 'default' in exports ? exports.default : exports
}

function isRecord(value: unknown): value is { readonly default?: unknown } {
  return typeof value === 'object' && value !== null
}
