import type { Report } from '../diagnostics.ts'
import type { Pipeline } from '../ir.ts'
import type { Vendor } from '../vendor.ts'
import { withMachines } from './machine.ts'
import { withOwnSteps } from './own-steps.ts'
import type { Unsaid } from './reading.ts'
import { withServicesByName } from './services-by-name.ts'
import { withOneTool } from './several-tools.ts'
import { withJobPerSystem } from './systems.ts'
import { withOwnDefaults } from './unsaid.ts'

/** A pipeline as it leaves a vendor for another one: what only the old one's machines and defaults made so is said, or told, and of what is written for several vendors the part of the new one is left. */
export function leave(pipeline: Pipeline, unsaid: readonly Unsaid[], target: Vendor, report: Report): Pipeline {
  const fitted = withOneTool(withJobPerSystem(pipeline, target, report), target, report)
  const own = withOwnDefaults(fitted, unsaid, target, report)
  return withOwnSteps(withMachines(withServicesByName(own, target, report), target, report), target.id)
}
