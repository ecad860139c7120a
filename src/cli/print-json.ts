import type { Io } from './command.ts'
import type { LocatedFinding } from './locate-findings.ts'

/** The version of the JSON that the command line prints; it grows when a field changes its meaning. */
const jsonVersion = 1

/** What became of an output, or would. */
export interface FileState {
  /** From the root of the project. */
  readonly path: string
  readonly vendor: string
  readonly state: 'written' | 'unchanged' | 'removed' | 'changed' | 'missing' | 'extra'
}

/** Prints findings and files as one JSON document. Origins carry file, line and column. */
export function printJson(
  findings: readonly LocatedFinding[],
  rest: { readonly files?: readonly FileState[] } & Readonly<Record<string, unknown>>,
  io: Io,
): void {
  const plain = findings.map(({ origin, ...finding }) => ({
    ...finding,
    ...(origin === undefined ? {} : { origin: { file: origin.file, line: origin.line, column: origin.column } }),
  }))
  io.out(`${JSON.stringify({ version: jsonVersion, findings: plain, ...rest }, null, 2)}\n`)
}
