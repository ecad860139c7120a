/** The secrets that the project's settings hold, by name. */
export type Settings = Readonly<Record<string, string>>

/** One process of a job: what is given to it, and what it runs. */
export interface Process {
  /** The shell with its options; the script follows as a file. */
  readonly command: readonly string[]
  readonly script: string
  /** The image that it runs in; null: a bare machine. */
  readonly image: string | null
  /** What the vendor sets for it. `<checkout>` stands for the folder of the sources. */
  readonly env: Readonly<Record<string, string>>
  /** From the root of the checkout. */
  readonly folder: string
  /** What else stands in the folder of the sources: files of earlier jobs, by path. */
  readonly left?: Readonly<Record<string, string>>
  /** Variables that name files which hand values on: `process.env` has a path for each. */
  readonly files: readonly string[]
}

/** How a process ended, and what it wrote to the files that hand values on. */
export interface ProcessEnd {
  readonly passed: boolean
  readonly files: Readonly<Record<string, string>>
  /** What stands in a file when it has ended: by its path in the checkout, or from the root; undefined: there is none. */
  readonly read: (path: string) => string | undefined
}

/** What runs the processes of a job. */
export interface Machine {
  readonly start: (process: Process) => ProcessEnd
  /** Is told of what the vendor does between processes. */
  readonly note: (what: 'checkout' | 'fetch' | 'leave') => void
}

/** A container beside a job. */
export interface WorkService {
  readonly image: string
  readonly env: Readonly<Record<string, string>>
  /** Whether the vendor itself waits until it is ready. */
  readonly awaited: boolean
}

/** What a job runs and runs with, read from the vendor's own files. */
export interface Work {
  /** What the file says of the machine, in the vendor's words. */
  readonly machine: readonly string[]
  readonly services: readonly WorkService[]
  /** Whole minutes; null: the file does not say. */
  readonly minutes: number | null
  /** How often the job is tried again. */
  readonly retries: number
  /** Whether its failure is none for those who wait for it. */
  readonly mayFail: boolean
  /** The names of the jobs whose files it fetches. */
  readonly takes: readonly string[]
  /** The paths that it leaves for others. */
  readonly leaves: readonly string[]
  /** How many commits are fetched; 0: all; null: nothing is; undefined: the settings say. */
  readonly depth: number | null | undefined
  /** Runs its processes one after another as the vendor does, and tells the outputs that it leaves. */
  readonly run: (machine: Machine) => Readonly<Record<string, string>>
}
