import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { filesFor } from './glob.ts'
import { copyFiles } from './move-files.ts'
import type { Unit } from './unit.ts'

/** Keeps the reports that a unit has written, each unit's in a folder of its own. */
export function keepReports({ job, name }: Unit, workspace: string, store: string): void {
  const coverage = job.reports.coverage?.path ?? null
  const patterns = [...job.reports.junit, ...(coverage === null ? [] : [coverage])]
  if (patterns.length === 0) return
  copyFiles(filesFor(patterns, [], workspace), workspace, join(store, name.replace(/[^\w.,[\]-]/g, '-')))
}

/** Copies all reports out of a run: `folder/job/path`. */
export function exportReports(store: string, folder: string): void {
  if (!existsSync(store)) return
  for (const name of readdirSync(store))
    copyFiles(filesFor(['.'], [], join(store, name)), join(store, name), join(folder, name))
}
