import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Artifact, Job } from '../ir.ts'
import { filesFor } from './glob.ts'
import { copyFiles } from './move-files.ts'
import type { Unit } from './unit.ts'

/** Keeps what a unit leaves; gives the artifacts that have no file though they must have one, and those that should. */
export function keepArtifacts(
  { job, index }: Unit,
  succeeded: boolean,
  workspace: string,
  store: string,
): readonly Artifact[] {
  return job.artifacts.filter((artifact) => {
    if (artifact.when !== 'always' && (artifact.when === 'success') !== succeeded) return false
    const files = filesFor(artifact.paths, artifact.exclude, workspace)
    copyFiles(files, workspace, join(store, artifact.name, String(index)))
    return files.length === 0 && artifact.ifMissing !== 'ignore'
  })
}

/** Puts what needed jobs left into a working folder, at the same paths. */
export function placeArtifacts(needed: readonly Job[], store: string, workspace: string): void {
  for (const job of needed) {
    for (const { name } of job.artifacts) {
      for (const part of partsOf(join(store, name))) copyFiles(filesFor(['.'], [], part), part, workspace)
    }
  }
}

/** Copies all artifacts of a run out of it: `folder/artifact/path`. */
export function exportArtifacts(store: string, folder: string): void {
  if (!existsSync(store)) return
  for (const name of readdirSync(store))
    for (const part of partsOf(join(store, name))) copyFiles(filesFor(['.'], [], part), part, join(folder, name))
}

// One for each unit that left files under the name, in the order of the story.
function partsOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort((a, b) => Number(a) - Number(b))
    .map((part) => join(folder, part))
}
