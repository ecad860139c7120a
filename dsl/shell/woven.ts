import type { Trouble } from './trouble.ts'

/** What is inserted: the name of an environment variable, or a text that stands for itself. */
export type Insert = { readonly variable: string } | { readonly literal: string }

/** A script with its inserts in it, and which of them cannot stand where they are. */
export interface Woven {
  readonly text: string
  readonly troubles: readonly { readonly index: number; readonly trouble: Trouble }[]
}
