import type { Capabilities } from '../vendor.ts'
import { fileCells } from './capabilities/files.ts'
import { jobCells } from './capabilities/jobs.ts'
import { machineCells } from './capabilities/machines.ts'
import { stepCells } from './capabilities/steps.ts'
import { triggerCells } from './capabilities/triggers.ts'
import { valueCells } from './capabilities/values.ts'

/** What a run on this machine does with each row of the feature table. */
export const capabilities = {
  ...triggerCells,
  ...jobCells,
  ...machineCells,
  ...stepCells,
  ...fileCells,
  ...valueCells,
} as const satisfies Capabilities
