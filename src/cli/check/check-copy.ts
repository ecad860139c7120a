import { collect, hasErrors } from '../../diagnostics.ts'
import type { Io } from '../command.ts'
import { translate } from '../translate.ts'
import { type CheckedTypes, checkStoryTypes } from './check-story-types.ts'
import { compareFiles, statesOf } from './compare-files.ts'
import { findUnstaged } from './find-unstaged.ts'
import { emitCommand } from './mend-commands.ts'
import { movePath, withRealPaths } from './move-path.ts'
import { type FillablePlaces, readStaged, type StagedStories } from './read-staged.ts'
import { reportLeftovers, reportStagedDrift } from './report-staged-drift.ts'
import type { CheckSettings, ProjectPlace } from './settings.ts'
import type { Checked } from './show-check.ts'

/** Checks what is staged; `place` is where the sources that findings point into can be read. */
export async function checkCopy(
  places: FillablePlaces,
  settings: CheckSettings,
  io: Io,
): Promise<Checked & { readonly place: ProjectPlace }> {
  const { real, copy, index } = places
  const read = await readStaged(places, settings)
  const { place, scope, gathered, unstaged } = read
  const { report, found } = collect()
  const typed = typesOf(read, places, io)
  const outputs = await translate(gathered.pipelines, settings.ids, settings.asked, report)
  const isWrong = hasErrors(read.found) || hasErrors(found)
  const compared = isWrong
    ? { planned: [], stale: [] }
    : compareFiles(outputs, gathered, { files: copy, isThere: (source) => index.files.has(source) }, settings, report)
  const realScope = scope.map((file) => movePath(file, place, real))
  const emit = emitCommand(real, realScope, settings)
  reportStagedDrift(compared, outputs, { emit, unstaged }, places, settings, report)
  reportLeftovers(compared, places, settings, report)
  return {
    found: withRealPaths([...read.found, ...found], copy, real),
    bundles: gathered.bundles,
    types: withRealPaths(typed.types, copy, real),
    files: statesOf(compared),
    stories: scope.length,
    place: copy.isFull() ? copy : real,
  }
}

// What the compiler reads besides, such as declarations, may differ between disk and index where the stories do not.
function typesOf({ place, scope, found }: StagedStories, { real, copy, index }: FillablePlaces, io: Io): CheckedTypes {
  const first = checkStoryTypes(scope, found, { root: place.root, env: io.env })
  if (place.root === copy.root || findUnstaged(first.files, real.root, index).length === 0) return first
  const { report, found: trouble } = collect()
  if (!copy.fill(report)) return { types: trouble, files: [] }
  const inCopy = scope.map((file) => movePath(file, real, copy))
  return checkStoryTypes(inCopy, found, { root: copy.root, env: io.env })
}
