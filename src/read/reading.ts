import type { Report } from '../diagnostics.ts'
import type { Pipeline } from '../ir.ts'
import type { Origin } from '../origin.ts'
import type { Data } from '../yaml/data.ts'

/** A file as it stands in the project; `path` is from its root, with forward slashes. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** What became of one key or entry of a vendor's file. */
export type Carried = 'carried' | 'raw' | 'lost'

/** A vendor's files, understood. */
export interface Reading {
  /** One for each pipeline that the files hold. */
  readonly pipelines: readonly Pipeline[]
  /** Comments, with the place of the node that they speak of. */
  readonly comments: readonly { readonly text: string; readonly of: Origin }[]
  /** Every key of the files once. */
  readonly coverage: readonly { readonly path: string; readonly how: Carried; readonly origin: Origin }[]
}

/** Reads a vendor's files; it never throws for what stands in them. */
export type Read = (files: readonly SourceFile[], report: Report) => Reading

/** The meaning of a file as plain data: two files that mean the same have the same. */
export type Normalise = (file: { readonly path: string; readonly documents: readonly Data[] }) => Data

/** What a vendor's reader can do. */
export interface Reader {
  readonly read: Read
  /** For holding what is written again against what was read. */
  readonly normalise?: Normalise
  /** The paths, from the root of the project, of further files that these name; the ones that are there are read too. */
  readonly related?: (files: readonly SourceFile[]) => readonly string[]
}
