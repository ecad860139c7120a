import type { Diagnostic } from '../../diagnostics.ts'
import type { Bundle } from '../../load/bundle.ts'
import type { Io } from '../command.ts'
import { exitCodeOf } from '../exit-code.ts'
import { locateFindings } from '../locate-findings.ts'
import { type FileState, printJson } from '../print-json.ts'
import type { Shared } from '../shared-options.ts'
import { showFindings } from '../show.ts'
import type { ProjectPlace } from './settings.ts'

/** What a check came to. */
export interface Checked {
  /** Findings whose origins point into the bundles. */
  readonly found: readonly Diagnostic[]
  readonly bundles: readonly Bundle[]
  /** Findings whose origins are places in files already. */
  readonly types: readonly Diagnostic[]
  readonly files: readonly FileState[]
  readonly stories: number
}

/** How a check is shown. */
export interface CheckShowing extends Shared {
  /** Whether nothing is said where nothing is wrong, as people expect of a hook. */
  readonly quiet: boolean
}

/** Shows the findings of a check as they were asked for, and gives the exit code. */
export function showCheck(
  { found, bundles, types, files, stories }: Checked,
  place: ProjectPlace,
  { json, verbose, quiet }: CheckShowing,
  io: Io,
): number {
  const all = [...locateFindings(found, bundles, place.root), ...types]
  const isShown = ({ severity }: Diagnostic) => verbose || !quiet || severity !== 'note'
  if (json) printJson(locateFindings(all, [], place.root), { files }, io)
  else {
    showFindings(all.filter(isShown), [], { root: place.root, verbose }, { ...io, cwd: place.cwd })
    if (exitCodeOf(all) === 0 && stories > 0 && !quiet)
      io.err(`${count(stories, 'story', 'stories')}, ${count(files.length, 'file', 'files')}: all is as it should be\n`)
  }
  return exitCodeOf(all)
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}
