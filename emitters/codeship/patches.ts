import type { CodeshipServices, CodeshipStep } from './schema.ts'

/** A node of the output, in part; `null` takes a key out. */
export type Patch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Patch<T[K]> | null }
    : T

/** What a story can change by hand in the output. */
export interface CodeshipPatches {
  readonly pipeline: { readonly services?: Patch<CodeshipServices> }
  readonly job: Patch<CodeshipStep>
  /** A step of the steps file in place of a script, for `vendorStep`. */
  readonly step: CodeshipStep
}
