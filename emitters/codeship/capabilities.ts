import type { Capabilities } from '../../src/vendor.ts'
import { fileCapabilities } from './capabilities/files.ts'
import { jobCapabilities } from './capabilities/jobs.ts'
import { machineCapabilities } from './capabilities/machines.ts'
import { stepCapabilities } from './capabilities/steps.ts'
import { triggerCapabilities } from './capabilities/triggers.ts'
import { valueCapabilities } from './capabilities/values.ts'

/** What CodeShip Pro can do with each feature. */
export const capabilities = {
  ...triggerCapabilities,
  ...jobCapabilities,
  ...machineCapabilities,
  ...stepCapabilities,
  ...fileCapabilities,
  ...valueCapabilities,
} as const satisfies Capabilities
