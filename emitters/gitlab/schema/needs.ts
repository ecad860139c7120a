import { anyOf, closed, listOf, ref, type SchemaMap } from '../../../src/json-schema.ts'
import type { GitlabMatrix } from './parallel.ts'
import { flag, reference, someText } from './scalar.ts'

/** What a job waits for: a job of this pipeline, or artifacts of another one. */
export type GitlabNeed = string | GitlabJobNeed | GitlabPipelineNeed | GitlabProjectNeed

/** A job of the same pipeline. */
export interface GitlabJobNeed {
  readonly job: string
  /** False leaves its artifacts where they are. */
  readonly artifacts?: boolean
  /** True runs the job where the other one is not part of the pipeline. */
  readonly optional?: boolean
  /** Some jobs of a matrix. */
  readonly parallel?: { readonly matrix: readonly GitlabMatrix[] }
}

/** A job of another pipeline of the same project, by the number of the pipeline. */
export interface GitlabPipelineNeed {
  readonly pipeline: string
  readonly job: string
  readonly artifacts?: boolean
  readonly parallel?: { readonly matrix: readonly GitlabMatrix[] }
}

/** The newest job of that name in another project. */
export interface GitlabProjectNeed {
  readonly project: string
  readonly job: string
  readonly ref: string
  readonly artifacts?: boolean
  readonly parallel?: { readonly matrix: readonly GitlabMatrix[] }
}

/** A pipeline of another project whose status a job takes over. */
export interface GitlabUpstream {
  readonly pipeline: string
}

const jobNeed = closed<GitlabJobNeed>({ job: someText }, { artifacts: flag, optional: flag, parallel: ref('matrix') })
const more = { artifacts: flag, parallel: ref('matrix') } as const

/**
 * The definitions of this file.
 *
 * @see https://docs.gitlab.com/ci/yaml/#needs
 */
export const needsDefinitions: SchemaMap = {
  needs: anyOf(
    listOf(
      anyOf(
        someText,
        jobNeed,
        closed<GitlabPipelineNeed>({ pipeline: someText, job: someText }, more),
        closed<GitlabProjectNeed>({ project: someText, job: someText, ref: someText }, more),
        reference,
      ),
      { maxItems: 50 },
    ),
    closed<GitlabUpstream>({ pipeline: someText }, {}),
  ),
  ruleNeeds: listOf(
    anyOf(someText, closed<Omit<GitlabJobNeed, 'parallel'>>({ job: someText }, { artifacts: flag, optional: flag })),
    { maxItems: 50 },
  ),
}
