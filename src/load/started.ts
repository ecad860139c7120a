/** A run of the bundler that was started before the program was there to ask for it. */
export interface StartedBundle {
  /** When, in milliseconds. */
  readonly began: number
  /** The folder that it writes to. */
  readonly folder: string
  /** Whether it translates the story alone and prints it; else it bundles. */
  readonly alone: boolean
  /** What it complains of; undefined: nothing. */
  readonly ended: Promise<string | undefined>
  /** Ends it, if it has not, and removes what it wrote. */
  readonly drop: () => void
}

/** By the absolute path of the story. Who takes one removes it. */
export const startedBundles = new Map<string, StartedBundle>()
