import { readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

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

/** A short name for a text. Two texts may share one, but not by accident. */
export function hashOf(text: string): string {
  // FNV-1a: a cryptographic hash takes longer to load than all else here takes to run.
  let hash = 0x811c9dc5
  let second = text.length
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    second = Math.imul(second ^ text.charCodeAt(index), 0x85ebca6b)
  }
  return `${(hash >>> 0).toString(36)}${(second >>> 0).toString(36)}`
}

function placeOf(folder: string, name: string): string {
  return join(folder, hashOf(name))
}
