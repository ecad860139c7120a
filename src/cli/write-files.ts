import { chmodSync, copyFileSync, linkSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { whyOf } from '../load/why.ts'

/** A change of one file. */
export type Change =
  | {
      readonly kind: 'write'
      readonly path: string
      readonly text: string
      readonly mode: number
      readonly exists: boolean
    }
  | { readonly kind: 'remove'; readonly path: string }

/** The file that could not be changed, and why. */
export interface Failure {
  readonly path: string
  readonly why: string
}

/** Makes all changes or none; undefined: all are made. A reader sees each file as it was or as it shall be, never half of it. */
export function writeFiles(changes: readonly Change[]): Failure | undefined {
  const undo: (() => void)[] = []
  const finish: (() => void)[] = []
  let current = ''
  try {
    for (const change of changes) {
      current = change.path
      if (change.kind === 'write') prepare(change, undo)
    }
    for (const change of changes) {
      current = change.path
      commit(change, undo, finish)
    }
  } catch (error) {
    for (const step of undo.reverse()) attempt(step)
    return { path: current, why: whyOf(error) }
  }
  for (const step of finish) attempt(step)
  return undefined
}

function prepare({ path, text, mode, exists }: Change & { readonly kind: 'write' }, undo: (() => void)[]): void {
  const made = mkdirSync(dirname(path), { recursive: true })
  if (made !== undefined) undo.push(() => removeEmpty(dirname(path), made))
  const fresh = beside(path, 'new')
  undo.push(() => rmSync(fresh, { force: true }))
  writeFileSync(fresh, text, { mode, flag: 'wx' })
  // The mode of a new file obeys the umask; that of a file that was there is kept.
  if (exists) chmodSync(fresh, mode)
}

function commit(change: Change, undo: (() => void)[], finish: (() => void)[]): void {
  const { path } = change
  const kept = beside(path, 'old')
  if (change.kind === 'remove') {
    renameSync(path, kept)
    undo.push(() => renameSync(kept, path))
    finish.push(() => rmSync(kept, { force: true }))
    return
  }
  if (change.exists) {
    keep(path, kept)
    undo.push(() => renameSync(kept, path))
    finish.push(() => rmSync(kept, { force: true }))
  }
  renameSync(beside(path, 'new'), path)
  if (!change.exists) undo.push(() => rmSync(path, { force: true }))
}

// A second name costs nothing; where the file system has no such thing, a copy does.
function keep(path: string, kept: string): void {
  try {
    linkSync(path, kept)
  } catch {
    copyFileSync(path, kept)
  }
}

function beside(path: string, mark: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.${mark}`)
}

function removeEmpty(folder: string, highest: string): void {
  rmdirSync(folder)
  if (folder !== highest) removeEmpty(dirname(folder), highest)
}

function attempt(step: () => void): void {
  try {
    step()
  } catch {}
}
