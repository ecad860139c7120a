import type { Capabilities } from '../../src/vendor.ts'
import { fileCells } from './capabilities/files.ts'
import { jobCells } from './capabilities/jobs.ts'
import { machineCells } from './capabilities/machines.ts'
import { stepCells } from './capabilities/steps.ts'
import { triggerCells } from './capabilities/triggers.ts'
import { valueCells } from './capabilities/values.ts'
import { whenCells } from './capabilities/when.ts'

/** What Tekton with Pipelines-as-Code can do with each row of the feature table. */
export const capabilities = {
  ...triggerCells,
  ...jobCells,
  ...whenCells,
  ...machineCells,
  ...stepCells,
  ...fileCells,
  ...valueCells,
} as const satisfies Capabilities
