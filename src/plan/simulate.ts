import type { SourceFile } from '../read/reading.ts'
import type { PlanEvent } from './event.ts'
import type { Fate } from './plan.ts'
import type { Settings, Work } from './work.ts'

/** How the vendor's jobs end, by the names that the vendor's file gives them. */
export interface VendorOutcomes {
  readonly fails: (name: string) => boolean
  readonly approves: (name: string) => boolean
  readonly outputs: (name: string) => Readonly<Record<string, string>>
}

/** One job as a vendor would run it, read from the vendor's own files. */
export interface SimulatedJob {
  /** The file that it stands in. */
  readonly file: string
  /** What the vendor's file calls it, with the combination where the vendor makes several of it. */
  readonly name: string
  readonly fate: Fate
  /** The names of the jobs that it waits for, directly or through others. */
  readonly waits: readonly string[]
  readonly environment: string | null
  readonly gate: boolean
  /** What it runs where the settings of the project hold these secrets: of jobs that run. */
  readonly work?: (settings: Settings) => Work
}

/**
 * Plays an event on a vendor's files by the vendor's documented rules alone: it knows nothing of the pipeline that
 * they were written from, and shares no code with what wrote them.
 */
export type Simulate = (
  files: readonly SourceFile[],
  event: PlanEvent,
  outcomes: VendorOutcomes,
) => Promise<readonly SimulatedJob[]>

/**
 * Whether a test in the vendor's own words, as a story has it, holds for an event by the vendor's rules; undefined: they do
 * not tell.
 */
export type Decide = (text: string, files: readonly SourceFile[], event: PlanEvent) => boolean | undefined

/** The vendor's rules. */
export interface Simulation {
  readonly simulate: Simulate
  readonly decide?: Decide
}
