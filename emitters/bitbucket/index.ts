import type { Vendor } from '../../src/vendor.ts'
import { capabilities } from './capabilities.ts'
import { mostMinutes } from './limits.ts'
import type { BitbucketPatches } from './patches.ts'
import { emit, file } from './pipeline.ts'
import { runNames } from './step-names.ts'
import { id, title } from './title.ts'
import { usual } from './usual.ts'
import { validate } from './validate.ts'

/** Bitbucket Pipelines: https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/ */
export const bitbucket = {
  id,
  title,
  servicesAtLocalhost: true,
  capabilities,
  mostMinutes,
  usual,
  patches: {} as BitbucketPatches,
  emit,
  owns: (path: string) => path === file,
  validate,
  simulate: () => import('./simulate/index.ts'),
  read: () => import('./read/index.ts'),
  names: runNames,
} as const satisfies Vendor
