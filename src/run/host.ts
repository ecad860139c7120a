import type { Ref } from '../ir.ts'
import type { Facts } from './facts.ts'
import type { RunFolder } from './run-folder.ts'
import type { Address, Sight } from './sight.ts'
import type { StepFile } from './step-file.ts'
import type { Tree } from './tree.ts'
import type { Unit } from './unit.ts'

/** What a run has on this machine. */
export interface Host {
  readonly facts: Facts
  readonly folder: RunFolder
  /** The root of the project. */
  readonly root: string
  /** The files that a job starts with. */
  readonly tree: (unit: Unit) => Tree
  /** Where caches are kept; undefined: nowhere. */
  readonly caches: string | undefined
  /** Where locks are held. */
  readonly locks: string
  readonly secret: (ref: Ref) => string
  /** Texts that no output may show, the longest first. */
  readonly hidden: readonly string[]
  /** Brings up what stands beside a unit, and what it runs in; a text says why that cannot be done. */
  readonly machine: (unit: Unit, sight: Sight, signal: AbortSignal) => Promise<Machine | string>
  readonly writeStep: (step: StepFile) => string
  /** How long a minute is, in milliseconds. */
  readonly minute: number
  /** How long a step has to end after it was asked to, in milliseconds. */
  readonly grace: number
}

/** Where the steps of a unit run. */
export interface Machine {
  readonly services: ReadonlyMap<string, Address>
  /** Words in front of the shell of a step, for the variables that it gets; none on the machine itself. */
  readonly inside: (names: readonly string[], folder: string) => readonly string[]
  /** Ends what a step that was ended from outside has left running inside. */
  readonly end: () => Promise<void>
  readonly close: () => Promise<void>
}
