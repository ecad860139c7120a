/** What a command sees and touches of its process. */
export interface Io {
  /** An absolute path. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Writes results to standard output, and nothing else goes there. */
  readonly out: (text: string) => void
  /** Writes findings and words for people to standard error. */
  readonly err: (text: string) => void
  /** Whether standard error takes colours. */
  readonly color: boolean
  /** How wide the terminal of standard output is; undefined: there is none. */
  readonly columns: () => number | undefined
}

/** A file of a command exports this. `--help`, `--version` and `--no-color` never reach `run`. */
export interface Command {
  /** The text of `--help`: an example first. */
  readonly help: string
  /** Does the work and gives the exit code. */
  readonly run: (args: readonly string[], io: Io) => Promise<number>
}

/** The exit codes: all is well; findings or drift; wrong usage or the world; a fault of ours. */
export const exit = { fine: 0, found: 1, world: 2, bug: 70 } as const
