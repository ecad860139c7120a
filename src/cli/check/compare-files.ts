import type { Report } from '../../diagnostics.ts'
import type { Output } from '../../emit.ts'
import { findStale, type StaleFile } from '../find-stale.ts'
import type { Gathered } from '../gather.ts'
import { type PlannedFile, planFiles } from '../plan-files.ts'
import type { FileState } from '../print-json.ts'
import { type CheckSettings, outputFolder, type ProjectPlace } from './settings.ts'

/** Outputs beside the files that are there. */
export interface Compared {
  readonly planned: readonly PlannedFile[]
  /** Files that pipegen wrote from these stories, or from stories that are gone, and that none yields now. */
  readonly stale: readonly StaleFile[]
}

/** Holds outputs against the files below `files`; `isThere` tells whether there is a story at a path from the root. */
export function compareFiles(
  outputs: readonly Output[],
  { pipelines }: Pick<Gathered, 'pipelines'>,
  { files, isThere }: { readonly files: ProjectPlace; readonly isThere: (source: string) => boolean },
  settings: CheckSettings,
  report: Report,
): Compared {
  const out = outputFolder(files, settings)
  const planned = planFiles(outputs, { ...files, out, force: true }, report)
  const read = new Set(pipelines.map((pipeline) => pipeline.source))
  const isOver = (source: string) => read.has(source) || !isThere(source)
  const yielded = outputs.map((output) => output.path)
  const { stale } = findStale(out, settings.ids, yielded, isOver)
  return { planned, stale }
}

/** What is told of the files to programs. */
export function statesOf({ planned, stale }: Compared): readonly FileState[] {
  return [
    ...planned.map(({ path, vendor, state }) => ({ path, vendor, state })),
    ...stale.map((file) => ({ ...file, state: 'extra' as const })),
  ]
}
