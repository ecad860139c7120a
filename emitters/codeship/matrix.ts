import type { Job } from '../../src/ir.ts'
import { spotsOf as allSpots, type Spot } from '../../src/lower/spots.ts'
import { slug } from './names.ts'

/** The cells of a job: each one step of the output. */
export function spotsOf(job: Job): readonly Spot[] {
  return allSpots(job, (values) => slug(values).toLowerCase())
}
