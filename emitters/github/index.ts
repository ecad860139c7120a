import type { Vendor } from '../../src/vendor.ts'
import { capabilities } from './capabilities.ts'
import { emit } from './emit.ts'
import type { GithubPatches } from './patches.ts'
import { runNames } from './run-names.ts'
import { usual } from './usual.ts'
import { validateDocument } from './validate.ts'

/** GitHub Actions. */
export const github = {
  id: 'github',
  title: 'GitHub',
  capabilities,
  usual,
  patches: {} as GithubPatches,
  emit,
  owns: (path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path),
  validate: validateDocument,
  simulate: () => import('./simulate/index.ts'),
  read: () => import('./read/index.ts'),
  names: runNames,
} as const satisfies Vendor
