import { readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf } from '../hash.ts'

/** What was kept under a name; undefined: nothing. Two names may share a place, so the content must tell whose it is. */
export function readKept(folder: string, name: string): Buffer | undefined {
  try {
    return readFileSync(placeOf(folder, name))
  } catch {
    return undefined
  }
}

/** Keeps a text under a name, all of it at once. Where that cannot be done, nothing is kept. */
export function writeKept(folder: string, name: string, text: string): void {
  const path = placeOf(folder, name)
  const fresh = `${path}.${process.pid}`
  try {
    writeFileSync(fresh, text)
    renameSync(fresh, path)
  } catch {
    try {
      unlinkSync(fresh)
    } catch {}
  }
}

function placeOf(folder: string, name: string): string {
  return join(folder, hashOf(name))
}
