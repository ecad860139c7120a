import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { folderName, runPlaces, startOf } from './run-folder.ts'

/** Removes the folders of runs whose process is gone. */
export function clearLeftovers(temporary: string): void {
  for (const place of runPlaces(temporary)) clearIn(place)
}

function clearIn(place: string): void {
  for (const name of namesIn(place)) {
    const [, pid, start] = folderName.exec(name) ?? []
    if (pid === undefined || startOf(Number(pid)) === Number(start)) continue
    const path = join(place, name)
    if (isOwn(path)) rmSync(path, { recursive: true, force: true })
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isOwn(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.uid === process.getuid?.()
}
