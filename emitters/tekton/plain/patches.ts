import type { Patch, TektonPatches } from '../patches.ts'
import type { TektonPipelineRun } from '../schema.ts'
import type { TektonEventListener, TektonPipeline } from './schema.ts'

/** What a story can change by hand in the output for Tekton alone. */
export interface PlainPatches {
  readonly pipeline?: {
    /** Every pipeline of the story. */
    readonly pipeline?: Patch<Pick<TektonPipeline, 'metadata' | 'spec'>>
    /** Every run of the story, whatever starts it. */
    readonly run?: Patch<Pick<TektonPipelineRun, 'metadata' | 'spec'>>
    /** Every listener of the story. */
    readonly listener?: Patch<Pick<TektonEventListener, 'metadata' | 'spec'>>
  }
  readonly job?: NonNullable<TektonPatches['job']>
  readonly step?: NonNullable<TektonPatches['step']>
}
