import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { collect, hasErrors, type Report } from '../../diagnostics.ts'
import { findRoot } from '../../load/root.ts'
import type { Io } from '../command.ts'
import { gatherStories } from '../gather.ts'
import { translate } from '../translate.ts'
import { checkStoryTypes } from './check-story-types.ts'
import { type Compared, compareFiles, statesOf } from './compare-files.ts'
import { findScope } from './find-scope.ts'
import { commandOf, emitCommand, pathFrom } from './mend-commands.ts'
import { type CheckSettings, gatheringOf, outputFolder } from './settings.ts'
import { showCheck } from './show-check.ts'

/** Checks stories and their files as they are on disk. */
export async function checkDisk(settings: CheckSettings, io: Io): Promise<number> {
  const place = { cwd: io.cwd, root: findRoot(io.cwd) }
  const { report, found } = collect()
  const scope = findScope(place, place, settings)
  const names = scope.length > 0 ? scope : settings.names
  const gathered = await gatherStories({ ...place, names, ...gatheringOf(settings) }, report)
  const { types } = checkStoryTypes(scope, found, { root: place.root, env: io.env })
  const outputs = await translate(gathered.pipelines, settings.ids, settings.asked, report)
  const compared = hasErrors(found)
    ? { planned: [], stale: [] }
    : compareFiles(
        outputs,
        gathered,
        { files: place, isThere: (source) => existsSync(join(place.root, source)) },
        settings,
        report,
      )
  const emit = emitCommand(place, scope, settings)
  const shownStale = (path: string) => pathFrom(place.cwd, join(outputFolder(place, settings), path))
  reportDrift(compared, emit, shownStale, report)
  const files = statesOf(compared)
  return showCheck(
    { found, bundles: gathered.bundles, types, files, stories: scope.length },
    place,
    { ...settings, quiet: false },
    io,
  )
}

function reportDrift(
  { planned, stale }: Compared,
  emit: string,
  shown: (path: string) => string,
  report: Report,
): void {
  for (const { state, shown: file } of planned) {
    if (state === 'changed') report('drift-changed', null, { file, command: emit })
    if (state === 'missing') report('drift-missing', null, { file, command: emit })
  }
  for (const { path } of stale)
    report('drift-extra', null, { file: shown(path), command: commandOf('rm', shown(path)) })
}
