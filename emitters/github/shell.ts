import { runSteps } from '../../src/features/use.ts'
import type { Job } from '../../src/ir.ts'

/** The shell of generated steps: an image whose steps all ask for `sh` may have no other. */
export function shellOf(job: Job): 'bash' | 'sh' {
  const steps = runSteps(job)
  return steps.length > 0 && steps.every((step) => step.shell === 'sh') ? 'sh' : 'bash'
}

/** A script with a line end behind it, as a block of the file. */
export function block(script: string): string {
  return script.includes('\n') && !/[\n\\]$/.test(script) ? `${script}\n` : script
}
