import type { Report } from '../../../src/diagnostics.ts'
import type { Cursor } from '../../../src/read/cursor.ts'
import { title } from '../title.ts'

/** A job as the matrix makes it: its keys, each with the value that holds for it. */
export interface RawJob {
  readonly keys: ReadonlyMap<string, Cursor>
  /** What the build matrix gives it, by key; a row of `env` stands under `env`. */
  readonly axes: ReadonlyMap<string, Cursor>
  /** Whether it stands in `jobs.include`. */
  readonly included: Cursor | undefined
  /** Phases that have no commands though the file does not name them. */
  readonly silent?: ReadonlySet<string>
}

/** What all parts of the reader are handed. */
export interface Reading {
  readonly root: Cursor
  readonly report: Report
}

/** Marks a part as lost, and says why. */
export function lose(cursor: Cursor, why: string, report: Report, safety?: 'safety'): void {
  report(safety === 'safety' ? 'import-lost-safety' : 'import-lost', cursor.origin, {
    vendor: title,
    address: cursor.address,
    why,
  })
  cursor.mark('lost')
}

/** What a table has under a name of a file, which may be any. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

/** The items of a value: those of a list, or the value itself. None is marked. */
export function itemsOf(cursor: Cursor | undefined): readonly Cursor[] {
  if (cursor === undefined || cursor.data === null) return []
  if (!Array.isArray(cursor.data)) return [cursor]
  return cursor.data.flatMap((_, index) => cursor.look(index) ?? [])
}
