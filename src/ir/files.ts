import type { Origin } from '../origin.ts'
import type { Status } from './condition.ts'
import type { Env, Text } from './value.ts'

/** Files that a job leaves for the jobs that need it, at the same paths. */
export interface Artifact {
  /** Unique in the pipeline. The runs of a matrix job each leave their own files under it. */
  readonly name: string
  /** Paths or globs from the root of the checkout; a folder means all in it. */
  readonly paths: readonly string[]
  readonly exclude: readonly string[]
  /** Whole days that the vendor keeps it. */
  readonly retentionDays: number
  /** After which result of the job it is kept. */
  readonly when: Status
  readonly ifMissing: 'error' | 'warn' | 'ignore'
  /** Whether the executable bit and other file modes must survive. */
  readonly modes: boolean
  readonly origin: Origin
}

/** Files that make later runs faster and never change their result. Saved after success only. */
export interface Cache {
  /** Unique in the job; the beginning of the key. */
  readonly name: string
  readonly paths: readonly string[]
  /** One or two files whose content makes the key. */
  readonly keyFiles: readonly string[]
  /** Text in front of the key: the matrix value, the system. */
  readonly prefix: Text
  /** Other prefixes to look under when the key is not there, best first. */
  readonly fallback: readonly Text[]
  readonly policy: 'pull-push' | 'pull' | 'push'
  /** Variables that make a tool use the paths. */
  readonly env: Env
  readonly origin: Origin
}

/** Results that a vendor can show beside the run. */
export interface Reports {
  /** Paths or globs of JUnit files. */
  readonly junit: readonly string[]
  readonly coverage: Coverage | null
  readonly origin: Origin
}

/** Test coverage: a file, a pattern that finds the percentage in the log, or both. */
export interface Coverage {
  readonly format: 'cobertura' | 'jacoco' | null
  readonly path: string | null
  /** A regular expression whose first group is the percentage. */
  readonly pattern: string | null
}
