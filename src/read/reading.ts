import type { Report } from '../diagnostics.ts'
import type { Pipeline } from '../ir.ts'
import type { Origin } from '../origin.ts'
import type { Data } from '../yaml/data.ts'
import type { OpenDocument } from './open.ts'

/** A file as it stands in the project; `path` is from its root, with forward slashes. */
export interface SourceFile {
  readonly path: string
  readonly text: string
  /** Whether it was not asked for, and is here since another one names it. */
  readonly related?: boolean
}

/** What became of one key or entry of a vendor's file. */
export type Carried = 'carried' | 'raw' | 'lost'

/** A comment of a file. */
export interface Comment {
  readonly text: string
  /** The key or item that it speaks of. */
  readonly of: Origin
  /** Whether it stands behind that, in the same line. */
  readonly behind?: boolean
  /** Whether nothing but comments stands in front of it. */
  readonly leads?: boolean
  /** That key or item and all that it stands in, from the inside out; empty: it speaks of the file. */
  readonly chain?: readonly { readonly origin: Origin; readonly key: string | number }[]
}

/** A vendor's files, understood. */
export interface Reading {
  /** One for each pipeline that the files hold. */
  readonly pipelines: readonly Pipeline[]
  /** Comments, with the place of the node that they speak of. */
  readonly comments: readonly Comment[]
  /** Every key of the files once. */
  readonly coverage: readonly { readonly path: string; readonly how: Carried; readonly origin: Origin }[]
  /** What a default of the vendor made so: on another one, its own default may stand for it. */
  readonly unsaid?: readonly Unsaid[]
  /** The documents of the files, as they were read. */
  readonly documents?: readonly OpenDocument[]
}

/** Something that a vendor's file does not say of a job, and that the pipeline states as the vendor has it. */
export interface Unsaid {
  /** After how long the job ends; whether git may push from its checkout. */
  readonly what: 'timeout' | 'credentials'
  /** The place of the job. */
  readonly job: Origin
}

/** What the stories are wanted for. */
export interface Reason {
  /** Whether the vendor is left, so that all that helps on others is worth its lines. */
  readonly leaving: boolean
  /** Whether what the files call of the project itself takes the place of the calls. */
  readonly inlining?: boolean
}

/** Reads a vendor's files; it never throws for what stands in them. */
export type Read = (files: readonly SourceFile[], report: Report, reason?: Reason) => Reading

/** The meaning of a file as plain data: two files that mean the same have the same. */
export type Normalise = (
  file: { readonly path: string; readonly documents: readonly Data[] },
  around: {
    /** All files that stand beside it. */
    readonly files: readonly SourceFile[]
    /** The name of the story that was told of it, where it was told of one. */
    readonly story: string | undefined
    /** What the stories were wanted for; undefined for what was written from them. */
    readonly reason?: Reason
  },
) => Data

/** The meaning of files that name each other. */
export type NormaliseAll = (files: readonly { readonly path: string; readonly documents: readonly Data[] }[]) => Data

/** Two forms of a thing that count as one when files are compared. */
export interface Same {
  /** What it concerns. */
  readonly concept: string
  readonly same: string
}

/** What a vendor's reader can do. */
export interface Reader {
  readonly read: Read
  /** For holding what is written again against what was read. */
  readonly normalise?: Normalise
  /** The same for all files together, where one names what stands in another; then files are not compared one by one. */
  readonly normaliseAll?: NormaliseAll
  /** In words, what `normalise` makes alike. */
  readonly same?: readonly Same[]
  /**
   * The paths, from the root of the project, of further files that these name, with `*` and `**` in those that stand for
   * several; the ones that are there are read too.
   */
  readonly related?: (files: readonly SourceFile[], reason?: Reason) => readonly string[]
}
