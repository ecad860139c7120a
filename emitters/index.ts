import type { Source, Vendor } from '../src/vendor.ts'
import { bitbucket } from './bitbucket/index.ts'
import { codeship, codeshipBasic } from './codeship/index.ts'
import { github } from './github/index.ts'
import { gitlab } from './gitlab/index.ts'
import { tekton } from './tekton/index.ts'
import { tektonPlain } from './tekton/plain/index.ts'
import { shippable, travis } from './travis/index.ts'

/** The vendors that can be imported from, and not written for: none of them can be a target. */
export const sources = { travis, shippable } as const satisfies Readonly<Record<string, Source>>

/** Every vendor, in the order of tables. Adding one is a folder and a line here. */
export const vendors = {
  github,
  gitlab,
  bitbucket,
  codeship,
  'codeship-basic': codeshipBasic,
  tekton,
  'tekton-plain': tektonPlain,
} as const satisfies Readonly<Record<string, Vendor>>
