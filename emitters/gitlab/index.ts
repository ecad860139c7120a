import type { Vendor } from '../../src/vendor.ts'
import { capabilities } from './capabilities.ts'
import type { GitlabPatches } from './patches.ts'
import { emit, path } from './pipeline.ts'
import { runNames } from './run-names.ts'
import { title } from './title.ts'
import { usual } from './usual.ts'
import { validateDocument } from './validate.ts'

/** GitLab CI: one `.gitlab-ci.yml` for all stories of a repository. */
export const gitlab = {
  id: 'gitlab',
  title,
  capabilities,
  patches: {} as GitlabPatches,
  usual,
  emit,
  owns: (file: string) => file === path,
  validate: validateDocument,
  simulate: () => import('./simulate/index.ts'),
  read: () => import('./read/index.ts'),
  names: runNames,
} as const satisfies Vendor
