import type { Vendor } from '../../src/vendor.ts'
import { capabilities } from './capabilities.ts'
import { emit } from './emit.ts'
import { jobNames } from './job-names.ts'
import { owns } from './owns.ts'
import type { TektonPatches } from './patches.ts'
import { validateDocument } from './validate.ts'

const patches: TektonPatches = {}

/** Tekton, started by Pipelines-as-Code. */
export const tekton = {
  id: 'tekton',
  title: 'Tekton',
  servicesAtLocalhost: true,
  capabilities,
  patches,
  emit,
  owns,
  validate: validateDocument,
  simulate: () => import('./simulate/index.ts'),
  names: jobNames,
  read: () => import('./read/index.ts'),
} as const satisfies Vendor
