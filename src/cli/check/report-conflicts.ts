import { join } from 'node:path'
import type { Report } from '../../diagnostics.ts'
import { commandOf, pathFrom } from './mend-commands.ts'
import type { ProjectPlace } from './settings.ts'

/** Reports paths that are in conflict; `emit` writes those that are outputs anew. */
export function reportConflicts(
  paths: readonly string[],
  real: ProjectPlace,
  emit: string | undefined,
  report: Report,
): void {
  for (const path of paths) {
    const file = pathFrom(real.cwd, join(real.root, path))
    const add = commandOf('git', 'add', file)
    const mend = emit === undefined ? `settle it, then run: ${add}` : `settle the story, then run: ${emit} && ${add}`
    report('in-conflict', null, { file, mend })
  }
}
