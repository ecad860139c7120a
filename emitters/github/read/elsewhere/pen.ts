import type { EnvEntry, Ref } from '../../../../src/ir.ts'
import type { Origin } from '../../../../src/origin.ts'
import { takeVariable } from '../../../../src/take-name.ts'
import type { Known } from '../known.ts'
import type { JobFiles } from './files.ts'

/** What is written of a script for other vendors, as far as it has come. */
export interface Pen {
  readonly known: Known
  readonly files: JobFiles
  readonly origin: Origin
  /** The root of the project, from the folder that the script starts in: empty, or `../` some times. */
  readonly root: string
  /** The variables that the script sees. */
  readonly visible: Set<string>
  /** The variables that the step is given. */
  readonly env: EnvEntry[]
  /** The lines in front of the script. */
  readonly lines: string[]
  /** Names that are in use. */
  readonly taken: Set<string>
  /** The variable of each expression that has one by now. */
  readonly names: Map<string, string>
}

/** The variable that holds a value of the run. */
export function give(ref: Ref, wanted: string, pen: Pen): string {
  const key = JSON.stringify(ref)
  const known = pen.names.get(key)
  if (known !== undefined) return known
  const name = free(wanted, pen)
  pen.names.set(key, name)
  pen.env.push({ name, value: [ref], origin: pen.origin })
  return name
}

/** A name that nothing else has. */
export function free(wanted: string, { taken }: Pen): string {
  return takeVariable(wanted, taken)
}
