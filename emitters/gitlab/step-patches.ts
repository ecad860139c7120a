import type { Report } from '../../src/diagnostics.ts'
import { runSteps } from '../../src/features/use.ts'
import type { Job } from '../../src/ir.ts'
import { id, title } from './title.ts'

/** Reports raw patches of steps that change something else than their script. */
export function checkStepPatches(job: Job, report: Report): void {
  for (const step of runSteps(job)) {
    for (const { vendor, patch, origin } of step.raw) {
      const key = vendor === id ? Object.keys(patch).find((one) => one !== 'script') : undefined
      if (key !== undefined) report('raw-address', origin, { vendor: title, address: `the key '${key}' of a step` })
    }
  }
}
