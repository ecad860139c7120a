import { yes } from './condition/build.ts'
import type { RunStep } from './ir.ts'
import type { Origin } from './origin.ts'

/** A step that says nothing but its script. */
export function plainStep(script: string, origin: Origin, shell: RunStep['shell'] = 'bash'): RunStep {
  return {
    kind: 'run',
    name: [],
    script,
    shell,
    workingDirectory: '.',
    env: [],
    status: 'success',
    condition: yes,
    continueOnError: false,
    timeoutMinutes: null,
    retry: 0,
    writesOutputs: false,
    raw: [],
    origin,
  }
}
