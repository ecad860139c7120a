import type { Dress, Yaml } from '../document.ts'

/**
 * The text of a document so far. Every line begins with its line end and its indent, so that a line is few strings: on
 * the way to a large file their number is what costs.
 */
export interface Out {
  text: string
  /** The text ends in a blank line that belongs to a literal block. */
  kept: boolean
  /** Keys as written before, by the width of their indent. */
  readonly heads: Map<string, Head>[]
  /** Items of sequences as written before, by the width of their indent: what stands in many places is written once. */
  readonly items: Map<Yaml, Pick<Out, 'text' | 'kept'>>[]
  readonly dress: Dress | undefined
}

/** A key as written. */
export interface Head {
  /** From the key on to its colon. */
  readonly name: string
  /** The column at which it ends, at most. */
  readonly width: number
  /** From the line end before the key on to its colon. */
  readonly line: string
  /** The same with the space behind the colon. */
  readonly spaced: string
}
