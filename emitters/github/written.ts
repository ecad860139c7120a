import type { Checkout, RunStep } from '../../src/ir.ts'
import type { GithubStep } from './schema.ts'

/** A step of the story, or a part of a job, and the step that it became. */
export interface Twin<T> {
  readonly of: T
  readonly step: GithubStep
}

/**
 * Steps that depend on nothing but themselves. Jobs repeat each other, and what is the same stays one object down to the
 * printed text.
 */
export interface Written {
  readonly checkouts: Twin<Checkout>[]
  /** By the name and the version of the tool. */
  readonly tools: Map<string, GithubStep>
  /** By the text of the script. */
  readonly scripts: Map<string, Twin<RunStep>[]>
}

/** The step that one of the same kind became, or a new one. */
export function writeOnce<T>(
  of: T,
  twins: Twin<T>[],
  isSame: (one: T, other: T) => boolean,
  write: () => GithubStep,
): GithubStep {
  for (const twin of twins) if (isSame(twin.of, of)) return twin.step
  const step = write()
  twins.push({ of, step })
  return step
}
