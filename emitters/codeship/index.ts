import type { Vendor } from '../../src/vendor.ts'
import { capabilities } from './capabilities.ts'
import { emit, jobNames, servicesFile, stepsFile } from './emit.ts'
import { pro } from './flavor.ts'
import { mostMinutes } from './limits.ts'
import type { CodeshipPatches } from './patches.ts'
import { id, title } from './title.ts'
import { validate } from './validate.ts'

export { codeshipBasic } from './basic/index.ts'

/** CodeShip Pro: https://docs.cloudbees.com/docs/cloudbees-codeship/latest/ */
export const codeship = {
  id,
  title,
  capabilities,
  mostMinutes: mostMinutes.pro,
  patches: {} as CodeshipPatches,
  emit,
  owns: (path: string) =>
    path === servicesFile || path === stepsFile || (path.startsWith(`${pro.folder}/`) && path.endsWith('.sh')),
  validate,
  simulate: () => import('./simulate/index.ts'),
  read: () => import('./read/index.ts'),
  names: jobNames,
} as const satisfies Vendor
