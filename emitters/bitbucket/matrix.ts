import type { Condition, Job } from '../../src/ir.ts'
import { spotsOf as allSpots, type Spot } from '../../src/lower/spots.ts'
import { slug } from './names.ts'

/** A cell of a job that can run, one step of the output. */
export interface LiveSpot extends Spot {
  /** What is left of the condition. */
  readonly condition: Condition
}

/** The cells of a job, before conditions are looked at. */
export function spotsOf(job: Job): readonly Spot[] {
  return allSpots(job, slug)
}
