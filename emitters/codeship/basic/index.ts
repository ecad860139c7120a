import type { Vendor } from '../../../src/vendor.ts'
import { basic } from '../flavor.ts'
import { mostMinutes } from '../limits.ts'
import { basicId, basicTitle, id } from '../title.ts'
import { capabilities } from './capabilities.ts'
import { emit, file, jobNames } from './emit.ts'
import { validate } from './validate.ts'

/** CodeShip Basic with the package `codeship-yaml`: https://github.com/painless-software/codeship-yaml */
export const codeshipBasic = {
  id: basicId,
  title: basicTitle,
  variantOf: id,
  capabilities,
  mostMinutes: mostMinutes.basic,
  patches: {},
  emit,
  owns: (path: string) => path === file || (path.startsWith(`${basic.folder}/`) && path.endsWith('.sh')),
  validate,
  simulate: () => import('../simulate/index.ts'),
  names: jobNames,
  readBy: { why: 'its commands and what starts them stand in the settings of the project, and no file has them all' },
} as const satisfies Vendor
