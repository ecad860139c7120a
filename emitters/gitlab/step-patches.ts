import type { Report } from '../../src/diagnostics.ts'
import { runSteps } from '../../src/features/use.ts'
import type { Job } from '../../src/ir.ts'
import { isAfter } from './after-script.ts'
import { id, title } from './title.ts'

const keys: ReadonlySet<string> = new Set(['script', 'after_script'])

/** Reports raw patches of steps that change something else than their script, or put it where another kind of step runs. */
export function checkStepPatches(job: Job, report: Report): void {
  for (const step of runSteps(job)) {
    for (const { vendor, patch, origin } of step.raw) {
      const key = vendor === id ? Object.keys(patch).find((one) => !keys.has(one)) : undefined
      if (key !== undefined) report('raw-address', origin, { vendor: title, address: `the key '${key}' of a step` })
      if (isAfter(step) && !(step.status === 'always' && step.continueOnError))
        report('raw-invalid', origin, {
          vendor: title,
          address: 'after_script',
          why: 'what stands there runs whatever became of the job and cannot fail it: say when: always() and continueOnError: true',
        })
    }
  }
}
