import { readdirSync } from 'node:fs'
import { statOf } from './stat.ts'

/** A file or folder that a bundle depends on, as it was when the bundle was made. */
export interface Input {
  readonly path: string
  /** Times and size; empty: there was nothing. */
  readonly stamp: string
  /** Of a folder: the names of the modules in it, one of which may take the place of another when imports are resolved. */
  readonly names?: string
  /** Whether it counts alone if something is there. */
  readonly presence?: true
}

/** Notes the state of a file, a folder, or a path with nothing there. */
export function noteInput(path: string): Input {
  const stats = statOf(path)
  if (stats === undefined) return { path, stamp: '' }
  const stamp = `${stats.mtimeMs} ${stats.ctimeMs} ${stats.size}`
  return stats.isDirectory() ? { path, stamp, names: namesIn(path) } : { path, stamp }
}

/** Whether an input is as it was. A file counts as changed where its times differ: bundling anew costs less than a careful look. */
export function isUnchanged(input: Input): boolean {
  const stats = statOf(input.path)
  const stamp = stats === undefined ? '' : `${stats.mtimeMs} ${stats.ctimeMs} ${stats.size}`
  if (input.presence === true) return (stamp === '') === (input.stamp === '')
  return (
    stamp === input.stamp ||
    (input.names !== undefined && stats?.isDirectory() === true && namesIn(input.path) === input.names)
  )
}

/** Whether a file was written at or after a time, in milliseconds; a clock tick earlier counts as well. */
export function changedSince(input: Input, time: number): boolean {
  return input.names === undefined && input.stamp !== '' && Number(input.stamp.split(' ', 1)[0]) >= time - 10
}

function namesIn(folder: string): string {
  try {
    return readdirSync(folder)
      .filter((name) => /\.[cm]?[jt]sx?$|\.json$|^[^.]+$/.test(name))
      .sort()
      .join('/')
  } catch {
    return ''
  }
}
