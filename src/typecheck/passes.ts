import { changedSince, type Input, isUnchanged } from '../load/input.ts'
import { inputsOf } from '../load/inputs.ts'
import { readKept, writeKept } from '../load/kept.ts'

/** A run of the compiler that found no fault. */
export interface Pass {
  /** What was checked. */
  readonly name: string
  /** How it was checked. */
  readonly key: string
  /** The files that the compiler read. */
  readonly files: readonly string[]
  /** When it began, in milliseconds. */
  readonly began: number
}

interface Kept {
  readonly key: string
  readonly files: readonly string[]
  readonly inputs: readonly Input[]
}

/** The files of an earlier pass, if nothing has changed that the compiler read or looked for. */
export function recallPass(folder: string, name: string, key: string): readonly string[] | undefined {
  const bytes = readKept(folder, name)
  if (bytes === undefined) return undefined
  try {
    const kept = JSON.parse(bytes.toString('utf8')) as Kept
    return kept.key === key && kept.inputs.every(isUnchanged) ? kept.files : undefined
  } catch {
    return undefined
  }
}

/** Keeps a pass, so that the next check need not run the compiler. */
export function rememberPass(folder: string, { name, key, files, began }: Pass): void {
  const inputs = inputsOf(files)
  if (inputs.some((input) => changedSince(input, began))) return
  writeKept(folder, name, JSON.stringify({ key, files, inputs } satisfies Kept))
}
