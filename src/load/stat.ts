import { type Stats, statSync } from 'node:fs'

/** What the system knows of a file or folder; undefined: there is none, or it cannot be seen. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
