import type { Level } from '../vendor.ts'

/** A point in which a vendor does otherwise than the story means. */
export interface Difference {
  /** The job of the story, or one run of it as `job[a,b]`. */
  readonly run: string
  /** The id of the job. */
  readonly job: string
  readonly about: 'fate' | 'waits' | 'gate' | 'environment'
  /** What the story means, and what the vendor does, in words of the plan. */
  readonly meant: string
  readonly found: string
}

/** What a vendor's column says of a story, in the table or while it is written. */
export interface Answer {
  /** The id of the row. */
  readonly feature: string
  readonly level: Level
  readonly text: string
  /** The id of the job that it is said of; undefined: of the whole story. */
  readonly job: string | undefined
}
