import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chdir } from 'node:process'
import { collect, type Diagnostic } from '../../diagnostics.ts'
import { type Gathered, gatherStories } from '../gather.ts'
import { findScope } from './find-scope.ts'
import { findUnstaged, isModule, isPure } from './find-unstaged.ts'
import { commandOf, pathFrom } from './mend-commands.ts'
import { movePath } from './move-path.ts'
import { reportConflicts } from './report-conflicts.ts'
import type { StagedPlaces } from './report-staged-drift.ts'
import { reportUnstagedImports } from './report-unstaged-imports.ts'
import { type CheckSettings, gatheringOf, type ProjectPlace } from './settings.ts'
import type { StagedCopy } from './staged-copy.ts'

/** The stories of an index. */
export interface StagedStories {
  /** Where they were read: on disk, where that is what the index has, or in a copy. */
  readonly place: ProjectPlace
  /** Their paths there. */
  readonly scope: readonly string[]
  readonly gathered: Gathered
  readonly found: readonly Diagnostic[]
  /** What they read on disk otherwise than in the index, by paths from the root. */
  readonly unstaged: readonly string[]
}

/** Places of a check whose copy can take in all that is staged. */
export type FillablePlaces = StagedPlaces & { readonly copy: StagedCopy }

const none: Gathered = { pipelines: [], bundles: [], complete: false }

/** Reads the stories of an index. */
export async function readStaged(places: FillablePlaces, settings: CheckSettings): Promise<StagedStories> {
  const { real, copy, index } = places
  const scope = findScope(real, copy, settings)
  const { report, found } = collect()
  const names = scope.length === 0 ? settings.names : scope
  const gathered = names.length === 0 ? none : await gatherStories({ ...real, names, ...gatheringOf(settings) }, report)
  const { bundles } = gathered
  const isKnown =
    bundles.length === scope.length && bundles.every((bundle) => bundle.inputs !== undefined && isPure(bundle))
  const unstaged = findUnstaged([...scope, ...bundles.flatMap(({ inputs = [] }) => inputs)], real.root, index)
  // To write a copy of a large repository takes seconds, and mostly the disk has what the index has.
  if (isKnown && unstaged.length === 0) return { place: real, scope, gathered, found, unstaged }
  return readCopy(places, settings, unstaged)
}

async function readCopy(
  { real, copy, index, back }: FillablePlaces,
  settings: CheckSettings,
  unstaged: readonly string[],
): Promise<StagedStories> {
  const { report, found } = collect()
  const conflicts = [...index.unmerged].filter(isModule)
  reportConflicts(conflicts, real, undefined, report)
  const stopped = { place: real, scope: [], gathered: none, found, unstaged }
  if (conflicts.length > 0 || !copy.fill(report)) return stopped
  const inCopy = { ...settings, names: settings.names.map((name) => movePath(name, real, copy)) }
  const all = findScope(copy, copy, inCopy)
  const scope = all.filter((file) => existsSync(file) || !existsSync(movePath(file, copy, real)))
  for (const file of all.filter((one) => !scope.includes(one))) {
    const story = pathFrom(real.cwd, movePath(file, copy, real))
    report('needs-staging', null, {
      file: story,
      user: 'this check',
      command: `${back}${commandOf('git', 'add', story)}`,
    })
  }
  const names = scope.length === 0 && all.length === 0 ? inCopy.names : scope
  if (names.length === 0) return { ...stopped, place: copy }
  // A story may read files from where it is run.
  chdir(copy.cwd)
  try {
    const staging = reportUnstagedImports(real, report)
    const gathered = await gatherStories({ ...copy, names, ...gatheringOf(settings) }, staging)
    return { place: copy, scope, gathered, found, unstaged: unstaged.filter((path) => isSource(join(real.root, path))) }
  } finally {
    chdir(real.cwd)
  }
}

// Settings decide how sources are read, and often change for other reasons.
function isSource(path: string): boolean {
  return !/[\\/](?:package|tsconfig[^\\/]*)\.json$/.test(path) && existsSync(path)
}
