import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { collect, type Report } from '../../diagnostics.ts'
import type { Output } from '../../emit.ts'
import type { Index } from '../../git/read-index.ts'
import { isOurs, sourcesOf } from '../../header.ts'
import { planFiles } from '../plan-files.ts'
import type { Compared } from './compare-files.ts'
import { commandOf, pathFrom } from './mend-commands.ts'
import { type CheckSettings, outputFolder, type ProjectPlace } from './settings.ts'

/** Where the check of an index happens, and what its findings need. */
export interface StagedPlaces {
  /** Where people stand. */
  readonly real: ProjectPlace
  /** The copy that has what is staged. */
  readonly copy: ProjectPlace
  readonly index: Index
  /** What comes before each command. */
  readonly back: string
}

/** Reports files that the index has otherwise than its stories say, with the commands that mend it: `emit` writes them, after `unstaged` sources were staged, too. */
export function reportStagedDrift(
  { planned }: Compared,
  outputs: readonly Output[],
  { emit, unstaged }: { readonly emit: string; readonly unstaged: readonly string[] },
  { real, back }: StagedPlaces,
  settings: CheckSettings,
  report: Report,
): void {
  const onDisk = planFiles(outputs, { ...real, out: outputFolder(real, settings), force: true }, collect().report)
  const mended = new Set(onDisk.filter(({ state }) => state === 'unchanged').map(({ path }) => path))
  const drifted = planned.filter(({ state }) => state !== 'unchanged')
  const sources = unstaged.map((path) => pathFrom(real.cwd, join(real.root, path)))
  const shownOf = (isMended: boolean) =>
    drifted.filter(({ path }) => mended.has(path) === isMended).map(({ shown }) => shown)
  const addSources = sources.length === 0 ? '' : `${commandOf('git', 'add', ...sources)} && `
  const command = `${back}${addSources}${emit} && ${commandOf('git', 'add', ...shownOf(false))}`
  const addMended = `${back}${commandOf('git', 'add', ...shownOf(true))}`
  for (const { path, shown: file, state } of drifted) {
    if (mended.has(path)) report('drift-staged', null, { file, command: addMended })
    else report(state === 'missing' ? 'drift-missing' : 'drift-changed', null, { file, command })
  }
}

/** Reports files in the index that no story of the index yields, and what to do about them. */
export function reportLeftovers(
  { stale }: Compared,
  { real, copy, index, back }: StagedPlaces,
  settings: CheckSettings,
  report: Report,
): void {
  const out = outputFolder(real, settings)
  for (const { path } of stale) {
    const file = pathFrom(real.cwd, join(out, path))
    const forgotten = sourcesOf(read(join(outputFolder(copy, settings), path))).find(
      (source) => !index.files.has(source) && existsSync(join(real.root, source)),
    )
    if (forgotten !== undefined) {
      const story = pathFrom(real.cwd, join(real.root, forgotten))
      report('needs-staging', null, { file: story, user: file, command: `${back}${commandOf('git', 'add', story)}` })
    } else if (isOurs(read(join(out, path))))
      report('drift-extra', null, { file, command: `${back}${commandOf('git', 'rm', '-f', '-q', file)}` })
    else report('drift-staged', null, { file, command: `${back}${commandOf('git', 'add', file)}` })
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
