import type { Pipeline } from '../../ir.ts'

import type { Difference } from '../../plan/difference.ts'
import type { PlanEvent } from '../../plan/event.ts'
import type { Mirror } from '../../plan/mirror.ts'
import type { Plan } from '../../plan/plan.ts'
import type { StepEnv } from '../../plan/run-env.ts'
import type { VendorTest } from '../../plan/vendor-words.ts'
import type { Vendor } from '../../vendor.ts'

/** A story with what an event makes of it. */
export interface PlannedStory {
  readonly pipeline: Pipeline
  readonly event: PlanEvent
  readonly plan: Plan
  /** The runs that vendors decide about in their own words, with the tests of their jobs. */
  readonly open: ReadonlyMap<string, readonly VendorTest[]>
  /** The environment of the steps, by the name of the run. */
  readonly env: ReadonlyMap<string, readonly StepEnv[]>
  /** What vendors make of it, where they were asked for. */
  readonly vendors: readonly VendorPlan[]
}

/** What a vendor makes of an event; or why nobody can tell. */
export interface VendorPlan {
  readonly vendor: Vendor
  readonly state: 'played' | 'refused' | 'unknown'
  /** By the name of the story. */
  readonly jobs: Mirror
  readonly differences: readonly Difference[]
}
