import { fileFeatures } from './features/files.ts'
import { jobFeatures } from './features/jobs.ts'
import { machineFeatures } from './features/machines.ts'
import { stepFeatures } from './features/steps.ts'
import { triggerFeatures } from './features/triggers.ts'
import type { Feature } from './features/use.ts'
import { valueFeatures } from './features/values.ts'

export type { Feature, Use } from './features/use.ts'

/** The rows of the feature table: everything that a pipeline can use, and how to find its uses. */
export const features = {
  ...triggerFeatures,
  ...jobFeatures,
  ...machineFeatures,
  ...stepFeatures,
  ...fileFeatures,
  ...valueFeatures,
} as const

/** The id of a row: a dotted path that follows the pipeline. */
export type FeatureId = keyof typeof features

/** All ids, in the order of the table. */
export const featureIds = Object.keys(features) as readonly FeatureId[]

/** A row by its id. */
export function featureOf(id: FeatureId): Feature {
  return features[id]
}
