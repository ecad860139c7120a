import type { Origin } from '../origin.ts'

/** One combination of a matrix. Every cell has every key; a key that a row does not set is the empty string. */
export type Cell = Readonly<Record<string, string>>

/** Static combinations: `cells` is what counts, the rest is how the story said it. */
export interface Matrix {
  readonly axes: readonly { readonly name: string; readonly values: readonly string[] }[]
  readonly exclude: readonly Cell[]
  readonly include: readonly Cell[]
  /** The combinations in order, `exclude` and `include` worked in. */
  readonly cells: readonly Cell[]
  /** Whether a failed cell cancels the others; null: the vendor decides. */
  readonly failFast: boolean | null
  /** How many cells run at once at most; null: no limit of ours. */
  readonly maxParallel: number | null
  readonly origin: Origin
}
