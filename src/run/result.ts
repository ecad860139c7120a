import type { Fate } from '../plan/plan.ts'
import type { Unit } from './unit.ts'

/** What became of a step that was started. */
export interface StepResult {
  readonly name: string
  /** The exit code of its last try. */
  readonly code: number
  readonly seconds: number
  readonly tries: number
}

/** What became of a unit that ran. */
export interface UnitResult {
  readonly fate: 'succeeded' | 'failed' | 'cancelled'
  /** Why it failed or was cancelled, for people; empty after success. */
  readonly why: string
  readonly steps: readonly StepResult[]
  readonly seconds: number
  readonly attempts: number
  readonly outputs: Readonly<Record<string, string>>
  /** The percentage that the pattern of the story found in the output; null: none. */
  readonly coverage: string | null
}

/** What became of a unit. */
export interface UnitEnd {
  readonly unit: Unit
  readonly fate: Fate | 'cancelled'
  /** Why it did not run, or not well; empty: it succeeded. */
  readonly why: string
  /** null: it did not run. */
  readonly result: UnitResult | null
}

/** Is told what happens in a run, as it happens. */
export interface Listener {
  readonly started: (unit: Unit) => void
  readonly step: (unit: Unit, name: string) => void
  /** Output of the step, with secrets hidden. */
  readonly output: (unit: Unit, bytes: Buffer) => void
  /** A line of the run itself about a unit. */
  readonly told: (unit: Unit, line: string) => void
  readonly ended: (end: UnitEnd) => void
}
