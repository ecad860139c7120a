import type { Pipeline } from '../../src/ir.ts'
import type { Run } from './runs.ts'

/** How runs of a story come about: all that differs between Pipelines-as-Code and Tekton alone. */
export interface Starting {
  /** The id of the output, and what people call it. */
  readonly id: string
  readonly title: string
  /** The value that a run gives to a parameter. */
  readonly valueOf: (param: string, run: Run, pipeline: Pipeline) => string
  /** The Secret by which git logs in. */
  readonly gitSecret: (pipeline: Pipeline) => string
  /** Whether people can start any run by its name from a pull request, so that its filters are not looked at. */
  readonly byName: boolean
  /** Whether it is known which files a pull request changes before a run of it starts. */
  readonly seesPaths: boolean
}
