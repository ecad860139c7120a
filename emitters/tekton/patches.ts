import type { TektonPipelineRun, TektonPipelineTask, TektonStep } from './schema.ts'

/** A node of the output, in part; `null` takes a key out. */
export type Patch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Patch<T[K]> | null }
    : T

/** What a story can change by hand in the output: every run of it, the task of a job, the container of a step. */
export interface TektonPatches {
  readonly pipeline?: Patch<Pick<TektonPipelineRun, 'metadata' | 'spec'>>
  readonly job?: Patch<TektonPipelineTask>
  readonly step?: Patch<TektonStep>
  /** What starts a run, as its annotations say it. */
  readonly trigger?: { readonly annotations?: Readonly<Record<string, string>> }
}
