import type { FeatureId } from '../../features.ts'
import { byRecipe, type Cell, lowered, native, refused, setup } from '../../vendor.ts'
import { page } from './page.ts'

/** Cells about what a step asks for. */
export const stepCells = {
  'step.run': native(page),
  'step.name': native(page),
  'step.shell.sh': native(page),
  'step.shell.pwsh': setup('install PowerShell; without it the job does not run', page),
  'step.workingDirectory': native(page),
  'step.when': native(page),
  'job.steps.none': refused('it is for a vendor alone: give it steps', page),
  'pipeline.jobs.none': refused('its jobs are for a vendor alone: say in the story what they do', page),
  'step.when.vendor': refused('it is a condition of a vendor: write one that the story knows', page),
  'step.onFailure': native(page),
  'step.always': native(page),
  'step.continueOnError': native(page),
  'step.timeout': native(page),
  'step.retry': native(page),
  'step.vendor': lowered('what is written for all others runs', page, ({ job }) =>
    job?.steps.every((step) => step.kind === 'run' || step.otherwise !== null) === true
      ? undefined
      : refused('say what it does anywhere else: vendorStep({ ..., otherwise: sh`...` })', page),
  ),
  'step.recipe': byRecipe('', page),
  'step.raw': lowered("it changes a vendor's file, of which there is none", page),
  'job.env': native(page),
  'step.env': native(page),
} as const satisfies Partial<Record<FeatureId, Cell>>
