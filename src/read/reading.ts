import type { Report } from '../diagnostics.ts'
import type { Pipeline } from '../ir.ts'
import type { Origin } from '../origin.ts'

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
