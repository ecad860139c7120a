import { dirname } from 'node:path'
import type { Bundle } from '../load/bundle.ts'
import { foldersOf } from '../load/discover.ts'
import { changedSince, type Input, noteInput } from '../load/input.ts'
import { writeKept } from '../load/kept.ts'
import { marksBetween } from '../load/root.ts'
import type { Settled, SettledPlace } from './settled.ts'

/** What a run has looked at beside the sources of its stories. */
export interface Looked {
  readonly cwd: string
  readonly root: string
  /** What was named on the command line, as absolute paths. */
  readonly named: readonly string[]
  /** The files that the stories yield, and others that could have been removed. */
  readonly files: readonly string[]
  /** The folders that were searched for such files. */
  readonly folders: readonly string[]
  /** When the run began, in milliseconds. */
  readonly began: number
}

/**
 * Keeps that a run changed nothing, so that the next one need only look whether all is as it was. It is kept only where
 * the stories hang on nothing but their sources, and where all of it is older than the run.
 */
export function settle(place: SettledPlace, bundles: readonly Bundle[], looked: Looked, err: string): void {
  if (!bundles.every(({ inputs, code }) => inputs !== undefined && isClosed(code))) return
  const { cwd, root, named, files, began } = looked
  const folders = new Set([...looked.folders, ...files.map((file) => dirname(file))])
  const inputs: readonly Input[] = [
    ...[...bundles.flatMap(({ inputs = [] }) => inputs), ...[cwd, ...named].flatMap(foldersOf)].map(noteInput),
    ...[...files, ...folders].map((path) => ({ path, stamp: noteInput(path).stamp })),
    ...marksBetween(cwd, root).map((path) => ({ path, stamp: noteInput(path).stamp, presence: true as const })),
  ]
  if (inputs.some((input) => input.presence !== true && changedSince(input, began))) return
  const settled: Settled = { key: place.key, inputs, err }
  writeKept(place.folder, place.name, JSON.stringify(settled))
}

/**
 * Whether a script gives the same whenever it is run: it has no way to the clock, to chance, to the process, or to other
 * modules. A word that only looks like one of these costs no more than time.
 */
function isClosed(code: string): boolean {
  return !/\brequire\((?!"pipegen"\))|\b(?:process|global|globalThis|this|arguments|eval|Function|constructor|import|Date|Temporal|random|performance|crypto|console|fetch|navigator|Intl|toLocale\w*|set(?:Timeout|Interval|Immediate)|queueMicrotask|WebAssembly|getBuiltinModule|__pipegen_meta)\b/.test(
    code,
  )
}
