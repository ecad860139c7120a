import type { Origin } from '../../../src/origin.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import type { Path } from '../../../src/yaml/find.ts'

/** One workflow file as data, and where its keys stand. */
export interface Source {
  readonly path: string
  readonly data: DataMap
  readonly at: (path: Path) => Origin
  /** Whether the vendor is left, so that scripts for others are wanted though they do not bring the whole job there. */
  readonly leaving?: boolean
  /** Why a call stays as it is, where one does. */
  readonly why?: (path: Path) => string | undefined
}

/** A value as a mapping; undefined for anything else. */
export function mapOf(value: unknown): DataMap | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as DataMap) : undefined
}

/** A value as a list: one that is none is a list of one, and nothing is none. */
export function listOf(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
}

/** A scalar as text; undefined for anything else. */
export function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

/** Plain texts of a value; undefined where there is anything else in it. */
export function wordsOf(value: unknown): readonly string[] | undefined {
  const words = listOf(value).map(wordOf)
  return words.includes(undefined) ? undefined : (words as readonly string[])
}
