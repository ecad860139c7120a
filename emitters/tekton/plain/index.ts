import type { Vendor } from '../../../src/vendor.ts'
import { jobNames } from '../job-names.ts'
import { ownsPlainly } from '../owns.ts'
import { plainId } from './as-tekton.ts'
import { plainCapabilities } from './capabilities.ts'
import { emitPlain } from './emit.ts'
import type { PlainPatches } from './patches.ts'
import { validatePlain } from './validate.ts'

const patches: PlainPatches = {}

/** Tekton without Pipelines-as-Code: pipelines, triggers, schedules and accounts to apply to a namespace. */
export const tektonPlain = {
  id: plainId,
  title: 'Tekton (plain)',
  variantOf: 'tekton',
  capabilities: plainCapabilities,
  patches,
  emit: emitPlain,
  owns: ownsPlainly,
  validate: validatePlain,
  simulate: () => import('../simulate/index.ts'),
  names: jobNames,
  readBy: 'tekton',
} as const satisfies Vendor
